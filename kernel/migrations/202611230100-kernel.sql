-- Tenants, the ledger, its deliveries, and answers kept for retries.

create table kernel.tenants (
  id uuid primary key,
  code text not null unique,
  name jsonb not null,
  settings jsonb not null default '{}',
  created_at timestamptz not null
);

-- The ledger: append-only, one hash chain a stream, partitioned by month.
create table kernel.events (
  tenant_id uuid not null,
  stream text collate "C" not null,
  seq integer not null,
  id uuid not null,
  type text collate "C" not null,
  at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  actor jsonb not null,
  payload jsonb not null,
  hash bytea not null,
  primary key (tenant_id, stream, seq, at)
) partition by range (at);

create table kernel.events_default partition of kernel.events default;

-- Makes the month's partition if it is missing (and the default one holds nothing of it).
create function kernel.ensure_event_month(p_day date) returns void language plpgsql as $$
declare
  first date := date_trunc('month', p_day)::date;
  name text := 'events_' || to_char(first, 'YYYYMM');
begin
  if to_regclass('kernel.' || name) is null then
    execute format('create table kernel.%I partition of kernel.events for values from (%L) to (%L)',
      name, first::timestamp at time zone 'UTC', (first + interval '1 month')::timestamp at time zone 'UTC');
  end if;
end $$;

select kernel.ensure_event_month((date_trunc('month', now()) + make_interval(months => m))::date)
from generate_series(-13, 3) m;

create function kernel.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only' using errcode = 'insufficient_privilege';
end $$;

create trigger events_append_only before update or delete on kernel.events
  for each row execute function kernel.refuse_change();

-- The head of each chain; locking its row orders the writers of a stream.
create table kernel.streams (
  tenant_id uuid not null,
  stream text collate "C" not null,
  seq integer not null,
  hash bytea not null,
  primary key (tenant_id, stream)
);

create table kernel.subscriptions (
  subscriber text not null,
  type text collate "C" not null,
  primary key (type, subscriber)
);

-- One row a subscriber and event, written with the event: the outbox.
create table kernel.deliveries (
  tenant_id uuid not null,
  id bigint generated always as identity,
  subscriber text not null,
  stream text collate "C" not null,
  seq integer not null,
  event_at timestamptz not null,
  attempts integer not null default 0,
  next_at timestamptz not null default clock_timestamp(),
  parked_at timestamptz,
  last_error text,
  primary key (tenant_id, id)
);
create index deliveries_ready on kernel.deliveries (next_at, id) where parked_at is null;
create index deliveries_order on kernel.deliveries (tenant_id, subscriber, stream, seq);

-- The line that is hashed: every field, in a fixed order and spelling.
create function kernel.event_line(
  p_tenant uuid, p_stream text, p_seq integer, p_id uuid, p_type text, p_at timestamptz, p_actor jsonb, p_payload jsonb
) returns bytea language sql stable as $$
  select convert_to(p_tenant::text || E'\n' || p_stream || E'\n' || p_seq::text || E'\n' || p_id::text || E'\n' || p_type || E'\n'
    || to_char(p_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || E'\n' || p_actor::text || E'\n' || p_payload::text, 'UTF8')
$$;

-- Appends one event: locks the stream's head, links the hash, writes the deliveries. Returns its number in the stream.
create function kernel.record_event(
  p_tenant uuid, p_stream text, p_id uuid, p_type text, p_at timestamptz, p_actor jsonb, p_payload jsonb
) returns integer language plpgsql as $$
declare
  v_seq integer;
  v_prev bytea;
  v_hash bytea;
begin
  loop
    select seq + 1, hash into v_seq, v_prev from kernel.streams
      where tenant_id = p_tenant and stream = p_stream for update;
    if not found then
      v_seq := 1;
      v_prev := ''::bytea;
    end if;
    v_hash := sha256(v_prev || kernel.event_line(p_tenant, p_stream, v_seq, p_id, p_type, p_at, p_actor, p_payload));
    if v_seq > 1 then
      update kernel.streams set seq = v_seq, hash = v_hash where tenant_id = p_tenant and stream = p_stream;
      exit;
    end if;
    insert into kernel.streams (tenant_id, stream, seq, hash) values (p_tenant, p_stream, 1, v_hash) on conflict do nothing;
    -- Not inserted: another writer opened the stream meanwhile, so stand in line behind it.
    exit when found;
  end loop;
  insert into kernel.events (tenant_id, stream, seq, id, type, at, actor, payload, hash)
    values (p_tenant, p_stream, v_seq, p_id, p_type, p_at, p_actor, p_payload, v_hash);
  insert into kernel.deliveries (tenant_id, subscriber, stream, seq, event_at)
    select p_tenant, s.subscriber, p_stream, v_seq, p_at from kernel.subscriptions s where s.type = p_type;
  return v_seq;
end $$;

-- A checkpoint a day and tenant: the root over the heads of all streams that moved that day.
create table kernel.checkpoints (
  tenant_id uuid not null,
  day date not null,
  streams integer not null,
  events integer not null,
  root bytea not null,
  made_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, day)
);

-- What was answered to a command, so that a retry gets the same answer and does nothing.
create table kernel.commands (
  tenant_id uuid not null,
  key uuid not null,
  sender text not null,
  endpoint text not null,
  request_hash bytea not null,
  answer jsonb not null,
  at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, key)
);
create index commands_age on kernel.commands (at);

-- Published: the ledger for reading.
create view kernel.events_view as
  select tenant_id, stream, seq, id, type, at, actor, payload from kernel.events;

-- Published: keeps the answer of a command that writes in one statement. A second one under the same key is a unique violation.
create function kernel.keep_answer(p_tenant uuid, p_command jsonb, p_answer jsonb) returns void language sql as $$
  insert into kernel.commands (tenant_id, key, sender, endpoint, request_hash, answer)
  values (p_tenant, (p_command ->> 'key')::uuid, p_command ->> 'sender', p_command ->> 'endpoint', decode(p_command ->> 'hash', 'hex'), p_answer)
$$;

-- Published: what was answered to a key before, or null.
create function kernel.earlier_answer(p_tenant uuid, p_key uuid) returns jsonb language sql stable as $$
  select jsonb_build_object('answer', answer, 'sender', sender, 'endpoint', endpoint, 'hash', encode(request_hash, 'hex'))
  from kernel.commands where tenant_id = p_tenant and key = p_key
$$;
