/** Drawn shapes that the font does not have. */

export const ClockIcon = () => (
  <svg className="icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
    <circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
    <path d="M8 4.2V8l2.6 1.8" fill="none" stroke="currentColor" strokeWidth="1.5" />
  </svg>
);

export const CheckIcon = () => (
  <svg className="icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
    <path d="M2.5 8.5 6 12l7.5-8" fill="none" stroke="currentColor" strokeWidth="2" />
  </svg>
);

export const QuestionIcon = () => (
  <svg className="icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
    <circle cx="8" cy="8" r="7.5" fill="currentColor" />
    <path
      d="M5.9 6.3A2.1 2.1 0 1 1 8.9 8.2C8.3 8.5 8 8.8 8 9.5"
      fill="none"
      stroke="#fff"
      strokeWidth="1.5"
    />
    <circle cx="8" cy="11.7" r="1" fill="#fff" />
  </svg>
);

export const CrossIcon = () => (
  <svg className="icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
    <path d="M3.5 3.5l9 9M12.5 3.5l-9 9" fill="none" stroke="currentColor" strokeWidth="1.8" />
  </svg>
);

export const MissingIcon = () => (
  <svg className="icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
    <circle
      cx="8"
      cy="8"
      r="6.5"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeDasharray="2.6 2.5"
    />
  </svg>
);

export const FilledDiamond = () => (
  <svg className="icon" width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
    <path d="M6 0l6 6-6 6-6-6z" fill="currentColor" />
  </svg>
);

export const HollowDiamond = () => (
  <svg className="icon" width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
    <path d="M6 1l5 5-5 5-5-5z" fill="#fff" stroke="currentColor" strokeWidth="1.3" />
  </svg>
);

export const CrossedDiamond = () => (
  <svg className="icon" width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
    <path d="M6 1l5 5-5 5-5-5zM3.5 3.5l5 5" fill="#fff" stroke="currentColor" strokeWidth="1.3" />
  </svg>
);
