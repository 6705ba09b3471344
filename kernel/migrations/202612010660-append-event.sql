-- A function that has asked already whose rows it may see appends an event without asking again, and one that opens a stream
-- says so: then there is no head to look for. Nobody but the owner may call it.
create function kernel.append_event(
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
  insert into kernel.events (tenant_id, stream, seq, id, type, at, actor, payload, hash)
    values (p_tenant, p_stream, v_seq, p_id, p_type, p_at, p_actor, p_payload, v_hash);
  insert into kernel.deliveries (tenant_id, subscriber, stream, seq, event_at)
    select p_tenant, s.subscriber, p_stream, v_seq, p_at from kernel.subscriptions s where s.type = p_type;
  return v_seq;
end $$;
revoke all on function kernel.append_event(boolean, uuid, text, uuid, text, timestamptz, jsonb, jsonb) from public;

create or replace function kernel.record_event(
  p_tenant uuid, p_stream text, p_id uuid, p_type text, p_at timestamptz, p_actor jsonb, p_payload jsonb
) returns integer language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform kernel.must_be_of(p_tenant);
  return kernel.append_event(false, p_tenant, p_stream, p_id, p_type, p_at, p_actor, p_payload);
end $$;

-- As before, without a search path of its own to set and take back: it names where all that it calls is found.
create or replace function kernel.must_be_of(p_tenant uuid) returns void language plpgsql stable as $$
begin
  if (p_tenant operator(pg_catalog.=) kernel.tenant()) is not true
    and not pg_catalog.pg_has_role(session_user, current_user, 'member')
  then
    raise exception 'row-level security: not vouched for this tenant' using errcode = 'insufficient_privilege';
  end if;
end $$;

-- As before; in plpgsql, because a connection keeps the plans of its statements.
create or replace function kernel.keep_answer(p_tenant uuid, p_command jsonb, p_answer jsonb) returns void language plpgsql as $$
begin
  insert into kernel.commands (tenant_id, key, sender, endpoint, request_hash, answer)
  values (p_tenant, (p_command ->> 'key')::uuid, p_command ->> 'sender', p_command ->> 'endpoint', decode(p_command ->> 'hash', 'hex'), p_answer);
end $$;
