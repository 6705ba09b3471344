-- Asked before it is known whose request it is: they see past the rows of one tenant, and give out no more than they say.
alter function people.session_actor(uuid, bytea, timestamptz) security definer;
alter function people.session_actor(uuid, bytea, timestamptz) set search_path = pg_catalog, pg_temp;

-- Whether nobody administers anything on this server yet.
create function people.set_up_is_open() returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select not exists (select from people.tenures t
    join people.posts_view p on p.tenant_id = t.tenant_id and p.id = t.post_id
    where p.role = 'administrator' and p.abolished_at is null and t.to_at is null)
$$;
