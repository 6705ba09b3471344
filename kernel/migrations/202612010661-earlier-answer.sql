-- As before; in plpgsql, because a connection keeps the plans of its statements.
create or replace function kernel.earlier_answer(p_tenant uuid, p_key uuid) returns jsonb language plpgsql stable as $$
begin
  return (select jsonb_build_object('answer', answer, 'sender', sender, 'endpoint', endpoint, 'hash', encode(request_hash, 'hex'))
    from kernel.commands where tenant_id = p_tenant and key = p_key);
end $$;
