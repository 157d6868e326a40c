import type { StepStatus } from '../../api';
import { CheckIcon, ClockIcon, CrossIcon, MissingIcon } from '../../parts/icons';

/** How far a step has come, as a shape; the word stands beside it. */
export function StepShape({ status }: { status: StepStatus }) {
  switch (status) {
    case 'held':
      return <CheckIcon />;
    case 'scheduled':
    case 'deferred':
      return <ClockIcon />;
    case 'rejected':
      return <CrossIcon />;
    case 'not_scheduled':
      return <MissingIcon />;
  }
}
