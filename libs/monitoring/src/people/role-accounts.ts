import type { Role } from './people.rules';

interface RoleAccount {
  readonly localPart: string;
  readonly name: string;
  readonly post: string | null;
  readonly role: Role;
}

/** The accounts of the embedded default, one per role (design of the API, "Starting it"). */
export const roleAccounts: readonly RoleAccount[] = [
  { localPart: 'reporter', name: 'Arbejdsmarkedsafdelingen', post: null, role: 'reporter' },
  {
    localPart: 'supplier',
    name: 'Skole- og dagtilbudschef',
    post: 'Skole- og dagtilbudschef',
    role: 'supplier',
  },
  { localPart: 'owner', name: 'Arbejdsmarkedschef', post: 'Arbejdsmarkedschef', role: 'owner' },
  {
    localPart: 'coordinator',
    name: 'Børne- og familiechef',
    post: 'Børne- og familiechef',
    role: 'coordinator',
  },
  { localPart: 'controller', name: 'Controller, Økonomi', post: null, role: 'controller' },
  { localPart: 'finance', name: 'Økonomichef', post: 'Økonomichef', role: 'finance' },
  { localPart: 'secretary', name: 'Udvalgssekretær', post: null, role: 'secretary' },
  { localPart: 'politician', name: 'Medlem af AU', post: null, role: 'politician' },
  { localPart: 'auditor', name: 'Revisor', post: null, role: 'auditor' },
  { localPart: 'admin', name: 'Administrator', post: null, role: 'admin' },
];
