-- Appends events of many streams in one statement: the same chains, heads and deliveries as record_event gives them one by
-- one, in the order of the arrays. The heads are locked in one order, so that two who append never wait for each other.
create function kernel.record_events(
  p_tenant uuid, p_streams text[], p_ids uuid[], p_types text[], p_ats timestamptz[], p_actors jsonb[], p_payloads jsonb[]
) returns void language plpgsql as $$
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
    insert into kernel.events (tenant_id, stream, seq, id, type, at, actor, payload, hash)
      select p_tenant, stream, seq, id, type, at, actor, payload, hash from chain),
  told as (
    insert into kernel.deliveries (tenant_id, subscriber, stream, seq, event_at)
      select p_tenant, s.subscriber, c.stream, c.seq, c.at
      from chain c join kernel.subscriptions s on s.type = c.type order by c.stream, c.seq)
  update kernel.streams h set seq = l.seq, hash = l.hash
    from (select distinct on (stream) stream, seq, hash from chain order by stream, seq desc) l
    where h.tenant_id = p_tenant and h.stream = l.stream;
end $$;
