-- What happened is kept as events, in the order they were committed, and never changed: whoever doubts a figure reads them.
--
-- Terms: a log (one per municipality) is its events, positions 1, 2, 3 …, and one head row. A commit is
-- what one call of append wrote. Invariants:
--   1. Position order is commit order: append holds the head row from numbering to commit.
--   2. Positions are dense per log, versions dense per stream, commit numbers dense per log.
--   3. recorded_at never goes back.
--   4. The last event of a commit carries sha256 over a JSON array in UTF-8: the hash before it as hex
--      text, then log.line() of each event of the commit in order. Nothing else computes it.
--   5. Rows are added only. The one exception is log.erase_notes, and it leaves an event that says so.

create schema log;
create schema read;
create extension if not exists btree_gist;

create table log.heads (
  log text primary key check (log <> ''),
  position bigint not null default 0,
  commit_no bigint not null default 0,
  hash bytea not null default sha256(''),
  recorded_at timestamptz(3) not null default '2000-01-01Z'
) with (fillfactor = 50); -- every append updates it in place

create table log.events (
  log text not null,
  position bigint not null,
  commit_no bigint not null,
  stream text not null,
  version integer not null,
  type text not null,
  schema_version integer not null,
  event_id uuid not null,
  -- On a command's first event only.
  command_id text,
  correlation_id text not null,
  causation_id text,
  actor text not null,
  recorded_at timestamptz(3) not null,
  occurred_at timestamptz(3) not null,
  -- From when it counts in the budget.
  effective_on date,
  -- json, not jsonb: the chain covers the bytes that were written, whatever a later PostgreSQL prints.
  data json not null,
  metadata json not null,
  -- What a person typed; the chain covers its salted hash, so that it can be erased.
  notes json,
  notes_salt bytea,
  notes_hash bytea,
  -- On a commit's last event only; it covers everything above it but notes and salt.
  commit_hash bytea,
  primary key (log, position),
  check ((notes is null) = (notes_salt is null) and (notes is null or notes_hash is not null))
);
create unique index events_by_stream on log.events (log, stream, version);
create unique index events_by_command on log.events (log, command_id) where command_id is not null;

-- Days and instants are written without the session's settings: UTC milliseconds, ISO days, hex.
create function log.line(e log.events) returns text stable parallel safe
return json_build_array(
  e.log, e.position, e.commit_no, e.stream, e.version, e.type, e.schema_version, e.event_id, e.command_id,
  e.correlation_id, e.causation_id, e.actor, (date_part('epoch', e.recorded_at) * 1000)::bigint,
  (date_part('epoch', e.occurred_at) * 1000)::bigint, e.effective_on, e.data, e.metadata,
  encode(e.notes_hash, 'hex'))::text;

create function log.commit_hash(previous bytea, lines text) returns bytea stable parallel safe
return sha256(convert_to('["' || encode(previous, 'hex') || '",' || lines || ']', 'UTF8'));

create function log.notes_hash(salt bytea, notes json) returns bytea stable parallel safe
return sha256(salt || convert_to(notes::text, 'UTF8'));

-- Appends the commands that may be appended, in one commit, and says which may not and why.
--
-- A command names streams with the version it expects of each, and carries events. `names_` arrays have an
-- element per stream named, the others one per event, by command, in order; a command's id stands at its
-- first event. Commands are numbered from 1. Refused are [command, "duplicate", position of the first event
-- with its id] and [command, "conflict", stream, its version]. The head is locked before anything is looked
-- at, and each statement here sees what was committed before it: nothing is decided on a stale look.
create function log.append(
  into_log text,
  names_command integer[], names_stream text[], names_expected integer[],
  commands integer[], command_ids text[], streams text[], versions integer[], types text[],
  schema_versions integer[], event_ids uuid[], correlation_ids text[], causation_ids text[],
  actors text[], occurred_ats timestamptz[], effective_ons date[], datas json, metadatas json,
  notess json,
  out before_position bigint, out recorded_at timestamptz, out refusals json
) language plpgsql as $$
declare
  head log.heads;
  refused integer[] := '{}';
  added log.events[];
begin
  select * into head from log.heads h where h.log = into_log for update;
  if not found then
    raise 'there is no log %', into_log using errcode = 'undefined_object';
  end if;
  before_position := head.position;
  recorded_at := greatest(date_trunc('milliseconds', clock_timestamp()), head.recorded_at);

  -- TRICKY: sub-selects, not joins: a plan made while the log is empty is kept, and a join would then
  -- read the whole log for each append.
  select array_agg(command), json_agg(refusal) into refused, refusals
  from (
    select distinct on (command) command, refusal
    from (
      select command, 0 as rank, json_build_array(command, 'duplicate', first_at) as refusal
      from (
        select c.command, (
          select e.position from log.events e
          where e.log = into_log and e.command_id = c.command_id) as first_at
        from unnest(commands, command_ids) as c(command, command_id)
        where c.command_id is not null
      ) known
      where first_at is not null
      union all
      select command, 1, json_build_array(command, 'conflict', stream, actual)
      from (
        select n.*, coalesce((
          select e.version from log.events e
          where e.log = into_log and e.stream = n.stream order by e.version desc limit 1), 0) as actual
        from unnest(names_command, names_stream, names_expected) as n(command, stream, expected)
      ) named
      where actual <> expected
    ) reasons
    order by command, rank
  ) first_reasons;

  select array_agg(row(
    into_log, head.position + place, head.commit_no + 1, stream, version, type, schema_version, event_id,
    command_id, correlation_id, causation_id, actor, recorded_at, coalesce(occurred_at, recorded_at),
    effective_on, data, metadata, notes, salt, log.notes_hash(salt, notes), null)::log.events order by place)
  into added
  from (
    select row_number() over (order by u.ordinality) as place, u.*,
      case when json_typeof(u.noted) = 'object' then u.noted end as notes,
      case when json_typeof(u.noted) = 'object' then uuid_send(gen_random_uuid()) end as salt
    from rows from (
      unnest(commands), unnest(command_ids), unnest(streams), unnest(versions), unnest(types),
      unnest(schema_versions), unnest(event_ids), unnest(correlation_ids), unnest(causation_ids),
      unnest(actors), unnest(occurred_ats), unnest(effective_ons), json_array_elements(datas),
      json_array_elements(metadatas), json_array_elements(notess)
    ) with ordinality as u(command, command_id, stream, version, type, schema_version, event_id,
      correlation_id, causation_id, actor, occurred_at, effective_on, data, metadata, noted, ordinality)
    where refused is null or u.command <> all (refused)
    offset 0 -- so that a salt is drawn once
  ) numbered;

  if added is null then
    return;
  end if;
  select log.commit_hash(head.hash, string_agg(log.line(e), ',' order by e.position))
  into head.hash from unnest(added) e;
  added[cardinality(added)].commit_hash := head.hash;
  insert into log.events select * from unnest(added);
  update log.heads h
  set position = head.position + cardinality(added), commit_no = head.commit_no + 1, hash = head.hash,
    recorded_at = append.recorded_at
  where h.log = into_log;
end $$;

-- The same for one command with one event: without arrays in less than half the time.
create function log.append_one(
  into_log text, of_stream text, expected integer, with_command_id text, of_type text,
  of_schema_version integer, with_event_id uuid, with_correlation_id text, with_causation_id text,
  by_actor text, happened_at timestamptz, effective date, with_data json, with_metadata json,
  with_notes json,
  out before_position bigint, out recorded_at timestamptz, out refusals json
) language plpgsql as $$
declare
  head log.heads;
  found_at bigint;
  added log.events;
begin
  select * into head from log.heads h where h.log = into_log for update;
  if not found then
    raise 'there is no log %', into_log using errcode = 'undefined_object';
  end if;
  before_position := head.position;
  recorded_at := greatest(date_trunc('milliseconds', clock_timestamp()), head.recorded_at);
  if with_command_id is not null then
    select e.position into found_at from log.events e
    where e.log = into_log and e.command_id = with_command_id;
    if found then
      refusals := json_build_array(json_build_array(1, 'duplicate', found_at));
      return;
    end if;
  end if;
  select e.version into added.version from log.events e
  where e.log = into_log and e.stream = of_stream order by e.version desc limit 1;
  if coalesce(added.version, 0) <> expected then
    refusals := json_build_array(
      json_build_array(1, 'conflict', of_stream, coalesce(added.version, 0)));
    return;
  end if;
  added.log := into_log;
  added.position := head.position + 1;
  added.commit_no := head.commit_no + 1;
  added.stream := of_stream;
  added.version := expected + 1;
  added.type := of_type;
  added.schema_version := of_schema_version;
  added.event_id := with_event_id;
  added.command_id := with_command_id;
  added.correlation_id := with_correlation_id;
  added.causation_id := with_causation_id;
  added.actor := by_actor;
  added.recorded_at := recorded_at;
  added.occurred_at := coalesce(happened_at, recorded_at);
  added.effective_on := effective;
  added.data := with_data;
  added.metadata := with_metadata;
  if with_notes is not null then
    added.notes := with_notes;
    added.notes_salt := uuid_send(gen_random_uuid());
    added.notes_hash := log.notes_hash(added.notes_salt, with_notes);
  end if;
  added.commit_hash := log.commit_hash(head.hash, log.line(added));
  insert into log.events select added.*;
  update log.heads h
  set position = added.position, commit_no = added.commit_no, hash = added.commit_hash,
    recorded_at = added.recorded_at
  where h.log = into_log;
end $$;

-- The last position recorded at or before the instant, 0 when there is none. recorded_at never goes back,
-- so that a search by halves needs no index of its own.
create function log.position_at(of_log text, instant timestamptz) returns bigint
language plpgsql stable parallel safe as $$
declare
  low bigint := 0;
  high bigint := (select h.position from log.heads h where h.log = of_log);
  middle bigint;
begin
  while low < high loop
    middle := (low + high + 1) / 2;
    if (select e.recorded_at <= instant from log.events e where e.log = of_log and e.position = middle) then
      low := middle;
    else
      high := middle - 1;
    end if;
  end loop;
  return low;
end $$;

-- Empties the notes of one event, for good: text and salt go, their hash stays and keeps the chain whole,
-- and the event NotesErased in the stream erasure-<position> says so. Asked again, it changes nothing.
-- Copies may live on in backups, in write-ahead log not yet recycled, and on the page until VACUUM.
create function log.erase_notes(in_log text, at_position bigint, by_actor text, with_correlation_id text)
returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  appended record;
begin
  -- The head first, as in append: two erasures, or an erasure and an append, take turns.
  perform from log.heads h where h.log = in_log for update;
  perform from log.events e where e.log = in_log and e.position = at_position and e.notes_hash is not null;
  if not found then
    raise 'the event % of the log % has no notes', at_position, in_log using errcode = 'no_data_found';
  end if;
  select * into appended from log.append_one(
    in_log, 'erasure-' || at_position, 0, null, 'NotesErased', 1, gen_random_uuid(), with_correlation_id,
    null, by_actor, null, null, json_build_object('position', at_position), '{"events":1,"inStream":1}', null);
  if appended.refusals is null then
    update log.events e set notes = null, notes_salt = null
    where e.log = in_log and e.position = at_position;
  end if;
  return (select e.position from log.events e
          where e.log = in_log and e.stream = 'erasure-' || at_position and e.version = 1);
end $$;

-- By trigger, because privileges do not hold a superuser; by privilege, because triggers can be disabled.
create function log.refuse_change() returns trigger language plpgsql as $$
begin
  -- Notes may be emptied while the newest event is the one that says so; erase_notes holds the head.
  if tg_op = 'UPDATE' and tg_table_name = 'events' then
    if new.notes is null and new.notes_salt is null and exists (
      select from log.heads h join log.events e on e.log = h.log and e.position = h.position
      where h.log = old.log and e.type = 'NotesErased' and (e.data ->> 'position')::bigint = old.position
    ) then
      old.notes := null;
      old.notes_salt := null;
      if old::text = new::text then
        return new;
      end if;
    end if;
  end if;
  raise 'the event log is append-only: % refused', tg_op using errcode = 'insufficient_privilege';
end $$;

create trigger append_only before update or delete on log.events
  for each row execute function log.refuse_change();
create trigger append_only_truncate before truncate on log.events
  for each statement execute function log.refuse_change();
create trigger heads_stay before delete on log.heads
  for each row execute function log.refuse_change();
create trigger heads_stay_truncate before truncate on log.heads
  for each statement execute function log.refuse_change();
-- Also while session_replication_role says that triggers do not fire.
alter table log.events enable always trigger append_only;
alter table log.events enable always trigger append_only_truncate;
alter table log.heads enable always trigger heads_stay;
alter table log.heads enable always trigger heads_stay_truncate;

revoke all on log.events, log.heads from public, current_user;
grant select, insert, references on log.events to current_user;
grant update (notes, notes_salt) on log.events to current_user;
grant select, insert, update on log.heads to current_user;
revoke all on function log.erase_notes from public, current_user;

-- The one role that may erase. It is of the whole server, and only some users may make roles.
do $$
begin
  create role log_eraser nologin;
exception
  when duplicate_object or unique_violation then null; -- another database of this server has it
  when insufficient_privilege then
    raise notice 'role log_eraser is missing: CREATE ROLE log_eraser NOLOGIN; '
      'GRANT USAGE ON SCHEMA log TO log_eraser; GRANT EXECUTE ON FUNCTION log.erase_notes TO log_eraser';
end $$;
do $$
begin
  if exists (select from pg_roles where rolname = 'log_eraser') then
    grant usage on schema log to log_eraser;
    grant execute on function log.erase_notes to log_eraser;
  end if;
end $$;

-- Read models. A projection's table is filled by builds: one is live and serves, and one may be filling
-- a table aside (read.<table>__<build>) until it takes the live one's name.
create table log.builds (
  projection text not null,
  build integer not null,
  state text not null check (state in ('live', 'building')),
  version integer not null,
  -- Of the definition: what differs from it is built anew.
  fingerprint text not null,
  started_at timestamptz not null default now(),
  primary key (projection, build)
);
create unique index builds_one_of_each on log.builds (projection, state);

-- How far a build has come in a log; written in the transaction that writes its rows.
create table log.checkpoints (
  log text not null references log.heads (log),
  projection text not null,
  build integer not null,
  position bigint not null default 0,
  -- Why it stopped, and the event that it stopped at; null while it runs.
  error text,
  failed_position bigint,
  updated_at timestamptz not null default now(),
  primary key (log, projection, build),
  foreign key (projection, build) references log.builds (projection, build) on delete cascade
) with (fillfactor = 50);
