-- A delivery is written for whoever has a use for the event: a subscriber may say what an event's payload must hold, and may
-- ask to be told only where somebody of the tenant wants it. Both cost less than a delivery that is written, taken and struck
-- off again for nothing.
alter table kernel.subscriptions
  -- Null: whatever it holds.
  add column holding jsonb,
  add column where_wanted boolean not null default false;

-- What is wanted in a tenant, and by what: by each receiver of another system's events, say.
create table kernel.wanted (
  tenant_id uuid not null,
  subscriber text collate "C" not null,
  type text collate "C" not null,
  wanted_by uuid not null,
  primary key (tenant_id, subscriber, type, wanted_by)
);

create view kernel.wanted_view as select tenant_id, subscriber, type, wanted_by from kernel.wanted;

-- Says anew what one of those wants: all of it; nothing, where it is gone.
create function kernel.want(p_tenant uuid, p_subscriber text, p_wanted_by uuid, p_types text[]) returns void language sql as $$
  delete from kernel.wanted
    where tenant_id = p_tenant and subscriber = p_subscriber and wanted_by = p_wanted_by;
  insert into kernel.wanted (tenant_id, subscriber, type, wanted_by)
    select distinct p_tenant, p_subscriber, t.type, p_wanted_by from unnest(p_types) t(type);
$$;

-- Who hears of an event. Without settings of its own, so that PostgreSQL sets it into whatever asks.
create function kernel.subscribers_of(p_tenant uuid, p_type text, p_payload jsonb) returns setof text language sql stable as $$
  select s.subscriber from kernel.subscriptions s
  where s.type = p_type and (s.holding is null or p_payload @> s.holding)
    and (not s.where_wanted or exists (
      select from kernel.wanted w where w.tenant_id = p_tenant and w.subscriber = s.subscriber and w.type = s.type))
$$;

-- As before, but for who hears of it.
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
    select p_tenant, s.subscriber, p_stream, v_seq, p_at from kernel.subscribers_of(p_tenant, p_type, p_payload) s(subscriber);
  return v_seq;
end $$;

-- As before, but for who hears of it.
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
      from chain c cross join kernel.subscribers_of(p_tenant, c.type, c.payload) s(subscriber) order by c.stream, c.seq)
  update kernel.streams h set seq = l.seq, hash = l.hash
    from (select distinct on (stream) stream, seq, hash from chain order by stream, seq desc) l
    where h.tenant_id = p_tenant and h.stream = l.stream;
end $$;
