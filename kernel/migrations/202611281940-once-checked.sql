-- Functions that are called with every request ask once whose rows they may see, and then read and write as the owner of the
-- tables (`security definer`). This is what they ask first; a test holds the list of them.
-- Raises insufficient_privilege where the transaction was not vouched for this tenant. The owner of the database may do as it likes:
-- within such a function the current user is its owner, and the session's user is whoever came in.
create function kernel.must_be_of(p_tenant uuid) returns void language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if (p_tenant = kernel.tenant()) is not true and not pg_has_role(session_user, current_user, 'member') then
    raise exception 'row-level security: not vouched for this tenant' using errcode = 'insufficient_privilege';
  end if;
end $$;

-- As before, but for the check.
create or replace function kernel.record_event(
  p_tenant uuid, p_stream text, p_id uuid, p_type text, p_at timestamptz, p_actor jsonb, p_payload jsonb
) returns integer language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_seq integer;
  v_prev bytea;
  v_hash bytea;
begin
  perform kernel.must_be_of(p_tenant);
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
