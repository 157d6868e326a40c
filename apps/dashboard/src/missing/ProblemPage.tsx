import { Problem } from './Problem';

/** A problem where there is no page around it yet. */
export function ProblemPage(problem: { failure: Error; again: () => void }) {
  return (
    <main className="page page--alone">
      <Problem {...problem} />
    </main>
  );
}
