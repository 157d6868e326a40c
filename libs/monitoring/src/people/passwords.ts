import { hash, verify } from '@node-rs/argon2';

/** argon2id with the library's defaults (19 MiB, two passes). */
export const hashPassword = (password: string): Promise<string> => hash(password);

/** A hash of nothing anybody knows, so that an unknown address takes as long as a known one. */
const nobody = hash(crypto.randomUUID());

export async function isPassword(password: string, passwordHash: string | undefined) {
  const right = await verify(passwordHash ?? (await nobody), password);
  return passwordHash !== undefined && right;
}
