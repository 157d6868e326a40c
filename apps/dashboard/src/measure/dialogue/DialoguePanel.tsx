import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Coordination, Dialogue, HistoryItem, Measure, Remedy } from '../../api';
import { Loaded } from '../../missing/Loaded';
import { Panel } from '../../parts/Panel';
import { usePlace } from '../../place';
import { coordinationsQuery, dialoguesQuery, remediesQuery } from '../../queries';
import { useMay, useMe } from '../../shell/Shell';
import { useWords } from '../../texts';
import { CoordinationForm, MeetingForm, RequestForm } from './DialogueForms';
import { CoordinationItem, DialogueItem } from './DialogueItems';
import { mayOnMeasure } from '../mayOnMeasure';
import { PlanRemedyForm } from './RemedyForms';
import { RemedyItem, type RemedyAct } from './RemedyItem';

type PanelAct = 'coordinate' | 'request' | 'plan';
interface OpenAct {
  act: PanelAct | RemedyAct | 'hold';
  on?: string;
}

/** What chiefs coordinated, what committees talk about, and the remedies that came of it. */
export function DialoguePanel({ measure, history }: { measure: Measure; history: HistoryItem[] }) {
  const { t } = useWords();
  const { view } = usePlace();
  const coordinations = useQuery(coordinationsQuery(view, measure.ref));
  const dialogues = useQuery(dialoguesQuery(view, measure.ref));
  const remedies = useQuery(remediesQuery(view, measure.ref));
  const may = useActs(measure);
  // One act at a time, so that one button on the page is the main one.
  const [open, setOpen] = useState<OpenAct>();
  const close = () => {
    setOpen(undefined);
  };
  return (
    <Panel title={t('dialogue.title')} className="dialogue">
      <Acts
        may={may}
        open={open?.act}
        onAct={(act) => {
          setOpen({ act });
        }}
      />
      {open?.act === 'coordinate' && <CoordinationForm measure={measure} onClose={close} />}
      {open?.act === 'request' && <RequestForm measure={measure} onClose={close} />}
      {open?.act === 'plan' && <PlanRemedyForm measure={measure} onClose={close} />}
      <Loaded query={coordinations} kind="rows">
        {(coordinated) => (
          <Loaded query={dialogues} kind="rows">
            {(requested) => (
              <Loaded query={remedies} kind="rows">
                {(planned) => (
                  <Items
                    coordinations={coordinated}
                    dialogues={requested}
                    remedies={planned}
                    history={history}
                    may={may}
                    open={open}
                    onOpen={setOpen}
                    onClose={close}
                  />
                )}
              </Loaded>
            )}
          </Loaded>
        )}
      </Loaded>
    </Panel>
  );
}

interface May {
  coordinate: boolean;
  request: boolean;
  plan: boolean;
}

/** Nothing can be written in the past. */
function useActs(measure: Measure): May {
  const { past } = usePlace();
  const me = useMe();
  const request = useMay('path');
  return {
    coordinate: !past && mayOnMeasure(me, measure, 'coordinations'),
    request,
    plan: !past && mayOnMeasure(me, measure, 'remedies'),
  };
}

function Acts({
  may,
  open,
  onAct,
}: {
  may: May;
  open: OpenAct['act'] | undefined;
  onAct: (act: PanelAct) => void;
}) {
  const { t } = useWords();
  const acts = (['coordinate', 'request', 'plan'] as const).filter(
    (act) => may[act] && act !== open,
  );
  if (acts.length === 0) return null;
  return (
    <p className="milestone__acts">
      {acts.map((act) => (
        <button
          key={act}
          type="button"
          className="link"
          onClick={() => {
            onAct(act);
          }}
        >
          {t(act === 'plan' ? 'remedy.plan' : `dialogue.${act}`)}
        </button>
      ))}
    </p>
  );
}

function Items({
  coordinations,
  dialogues,
  remedies,
  history,
  may,
  open,
  onOpen,
  onClose,
}: {
  coordinations: Coordination[];
  dialogues: Dialogue[];
  remedies: Remedy[];
  history: HistoryItem[];
  may: May;
  open: OpenAct | undefined;
  onOpen: (act: OpenAct) => void;
  onClose: () => void;
}) {
  const { t } = useWords();
  if (dialogues.length + remedies.length + coordinations.length === 0)
    return <p className="empty">{t('dialogue.empty')}</p>;
  const entries = [
    ...coordinations.map((coordination) => ({
      key: String(coordination.position),
      day: coordination.heldOn,
      item: <CoordinationItem coordination={coordination} />,
    })),
    ...dialogues.map((dialogue) => ({
      key: dialogue.id,
      day: dialogue.heldOn ?? dialogue.requestedOn,
      item: (
        <DialogueItem
          dialogue={dialogue}
          history={history}
          may={may.request && open?.on !== dialogue.id}
          onAct={() => {
            onOpen({ act: 'hold', on: dialogue.id });
          }}
        >
          {open?.on === dialogue.id && <MeetingForm dialogue={dialogue} onClose={onClose} />}
        </DialogueItem>
      ),
    })),
    ...remedies.map((remedy) => ({
      key: remedy.id,
      day: remedy.completedOn ?? remedy.dueOn ?? '9999',
      item: (
        <RemedyItem
          remedy={remedy}
          history={history}
          may={may.plan}
          act={open?.on === remedy.id ? (open.act as RemedyAct) : undefined}
          onAct={(act) => {
            onOpen({ act, on: remedy.id });
          }}
          onClose={onClose}
        />
      ),
    })),
  ].sort((a, b) => a.day.localeCompare(b.day));
  return (
    <ul className="dialogue-list">
      {entries.map(({ key, item }) => (
        <li key={key}>{item}</li>
      ))}
    </ul>
  );
}
