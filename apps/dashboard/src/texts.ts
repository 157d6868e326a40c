import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { da } from './da';
import { en } from './en';
import { formats, type Language } from './format';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof da };
  }
}

const remembered = 'kursholder.sprog';

export async function startTexts(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: rememberedLanguage(),
    fallbackLng: false,
    resources: { da: { translation: da }, en: { translation: en } },
    // React escapes what it shows.
    interpolation: { escapeValue: false },
  });
  document.documentElement.lang = i18next.language;
}

export function rememberedLanguage(): Language {
  try {
    return localStorage.getItem(remembered) === 'en' ? 'en' : 'da';
  } catch {
    // Storage may be switched off; Danish is the default.
    return 'da';
  }
}

export function changeLanguage(language: Language): void {
  try {
    localStorage.setItem(remembered, language);
  } catch {
    // It then holds for this page alone.
  }
  document.documentElement.lang = language;
  void i18next.changeLanguage(language);
}

/** Words and figures in the reader's language. */
export function useWords() {
  const { t, i18n } = useTranslation();
  const lang: Language = i18n.language === 'en' ? 'en' : 'da';
  return { t, f: formats[lang], lang };
}
