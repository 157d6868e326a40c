-- People sign in with role accounts; sessions outlive a restart, and attempts are limited and audited outside the log.

create schema if not exists app;

create table app.municipalities (
  id text primary key check (id ~ '^[a-z0-9-]{1,40}$'),
  name text not null,
  created_at timestamptz not null default now()
);

create table app.accounts (
  id uuid primary key,
  municipality text not null references app.municipalities (id),
  email text not null,
  name text not null,
  -- The post it holds in the agreement's words; decides which measures are its own.
  post text,
  roles text[] not null check (cardinality(roles) > 0),
  password_hash text not null,
  created_at timestamptz not null default now()
);

create unique index accounts_by_email on app.accounts (lower(email));

create table app.sessions (
  -- SHA-256 of the cookie: whoever reads this table cannot sign in with it.
  token_hash bytea primary key,
  account uuid not null references app.accounts (id) on delete cascade,
  csrf_token text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);

create index sessions_by_expiry on app.sessions (expires_at);

-- Failed attempts only: a success does not count (design of the API, "Starting it").
create table app.sign_in_failures (
  email text not null,
  address text not null,
  failed_at timestamptz not null default now()
);

create index sign_in_failures_by_account on app.sign_in_failures (email, address, failed_at);

-- Sign-ins and refused acts; the log holds facts about figures only.
create table app.audit (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  municipality text,
  account uuid,
  what text not null,
  address text
);

-- Keys that the log must not hold, made at random at the first start.
create table app.secrets (
  name text primary key,
  value bytea not null
);
