import type { ErrorComponentProps } from '@tanstack/react-router';
import { ProblemPage } from './ProblemPage';

/** Our own mistake, or a part of the program that a new version has replaced: loading again mends both. */
export function BrokenPage({ error }: ErrorComponentProps) {
  return (
    <ProblemPage
      failure={error instanceof Error ? error : new Error(String(error))}
      again={() => {
        window.location.reload();
      }}
    />
  );
}
