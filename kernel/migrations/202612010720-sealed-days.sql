-- A day that was sealed is over for good, also where it was sealed too early because the machine's clock was ahead: what is
-- recorded on it afterwards counts to the day after the last sealed one, whose checkpoint takes it in. `recorded_at` says on
-- which day an event counts; when it happened says `at`, which the hash covers.
create function kernel.recorded_now(p_tenant uuid) returns timestamptz language plpgsql volatile as $$
begin
  return greatest(pg_catalog.clock_timestamp(), (
    select (c.day + 1)::pg_catalog.timestamp at time zone 'Asia/Shanghai' from kernel.checkpoints c
    where c.tenant_id operator(pg_catalog.=) p_tenant order by c.day desc limit 1));
end $$;

-- As before, but for `recorded_at`.
create or replace function kernel.append_event(
  p_opens boolean, p_tenant uuid, p_stream text, p_id uuid, p_type text, p_at timestamptz, p_actor jsonb, p_payload jsonb
) returns integer language plpgsql as $$
declare
  v_seq integer := 1;
  v_prev bytea := ''::bytea;
  v_hash bytea;
begin
  if p_opens then
    v_hash := sha256(kernel.event_line(p_tenant, p_stream, 1, p_id, p_type, p_at, p_actor, p_payload));
    insert into kernel.streams (tenant_id, stream, seq, hash) values (p_tenant, p_stream, 1, v_hash);
  else
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
  end if;
  insert into kernel.events (tenant_id, stream, seq, id, type, at, recorded_at, actor, payload, hash)
    values (p_tenant, p_stream, v_seq, p_id, p_type, p_at, kernel.recorded_now(p_tenant), p_actor, p_payload, v_hash);
  insert into kernel.deliveries (tenant_id, subscriber, stream, seq, event_at)
    select p_tenant, s.subscriber, p_stream, v_seq, p_at from kernel.subscriptions s where s.type = p_type;
  return v_seq;
end $$;

-- As before, but for `recorded_at`.
create or replace function kernel.record_events(
  p_tenant uuid, p_streams text[], p_ids uuid[], p_types text[], p_ats timestamptz[], p_actors jsonb[], p_payloads jsonb[]
) returns void language plpgsql as $$
declare
  v_recorded timestamptz := kernel.recorded_now(p_tenant);
begin
  insert into kernel.streams (tenant_id, stream, seq, hash)
    select p_tenant, s.stream, 0, ''::bytea
    from (select distinct n.stream collate "C" as stream from unnest(p_streams) as n(stream)) s
    order by s.stream on conflict do nothing;
  perform from kernel.streams where tenant_id = p_tenant and stream = any(p_streams) order by stream for update;
  with recursive given as materialized (
    select n.stream collate "C" as stream, n.id, n.type collate "C" as type, n.at, n.actor, n.payload,
      row_number() over (partition by n.stream order by n.place) as turn
    from unnest(p_streams, p_ids, p_types, p_ats, p_actors, p_payloads) with ordinality
      as n(stream, id, type, at, actor, payload, place)),
  chain as (
    select g.stream, g.turn, h.seq + 1 as seq, g.id, g.type, g.at, g.actor, g.payload,
      sha256(h.hash || kernel.event_line(p_tenant, g.stream, h.seq + 1, g.id, g.type, g.at, g.actor, g.payload)) as hash
    from given g join kernel.streams h on h.tenant_id = p_tenant and h.stream = g.stream
    where g.turn = 1
    union all
    select g.stream, g.turn, c.seq + 1, g.id, g.type, g.at, g.actor, g.payload,
      sha256(c.hash || kernel.event_line(p_tenant, g.stream, c.seq + 1, g.id, g.type, g.at, g.actor, g.payload))
    from chain c join given g on g.stream = c.stream and g.turn = c.turn + 1),
  written as (
    insert into kernel.events (tenant_id, stream, seq, id, type, at, recorded_at, actor, payload, hash)
      select p_tenant, stream, seq, id, type, at, v_recorded, actor, payload, hash from chain),
  told as (
    insert into kernel.deliveries (tenant_id, subscriber, stream, seq, event_at)
      select p_tenant, s.subscriber, c.stream, c.seq, c.at
      from chain c join kernel.subscriptions s on s.type = c.type order by c.stream, c.seq)
  update kernel.streams h set seq = l.seq, hash = l.hash
    from (select distinct on (stream) stream, seq, hash from chain order by stream, seq desc) l
    where h.tenant_id = p_tenant and h.stream = l.stream;
end $$;
