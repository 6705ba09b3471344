-- A report asks whose rows it may see once, at its beginning, and then reads and writes as the owner of the tables: under
-- row-level security each table of each of its thirty statements asked anew, which was a third of its cost.
-- kernel.must_be_of refuses a tenant that nobody vouched for.

create or replace function matters.surroundings(p_tenant uuid, p_place uuid, p_grid uuid, p_kind text, p_kind_version integer, p_category text, p_at timestamptz)
returns json language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  v_path text;
  v_lng double precision;
  v_lat double precision;
  v_ids uuid[];
  v_places json;
  v_grid uuid;
  v_kind matters.kind_versions;
begin
  perform kernel.must_be_of(p_tenant);
  select path, lng, lat into v_path, v_lng, v_lat from places.places_view where tenant_id = p_tenant and id = p_place;
  if not found then return null; end if;
  v_grid := coalesce(p_grid, places.grid_of(p_tenant, p_place, p_at));
  select array_agg(id), json_agg(json_build_object('id', id, 'name', name, 'nameEn', name_en) order by length(path) desc)
    into v_ids, v_places
    from places.places_view where tenant_id = p_tenant and number = any(places.numbers_in(v_path));
  select * into v_kind from matters.kind_versions
    where tenant_id = p_tenant and code = p_kind and (version = p_kind_version or (p_kind_version is null and valid_from <= p_at))
    order by version desc limit 1;
  if not found then
    select * into v_kind from matters.kind_versions where tenant_id = p_tenant and code = p_kind order by version limit 1;
  end if;
  return (select json_build_object(
    'path', v_path, 'lng', v_lng, 'lat', v_lat, 'places', v_places, 'gridId', v_grid,
    'posts', (select coalesce(json_agg(json_build_object('postId', a.post_id, 'kindCode', a.kind_code, 'role', a.role, 'placeId', a.place_id,
        'gridId', a.grid_id, 'reportsTo', a.reports_to, 'name', a.name, 'nameEn', a.name_en, 'officePhone', a.office_phone,
        'serves', a.serves, 'manning', a.manning, 'personId', a.person_id, 'personName', a.person_name)), '[]')
      from people.posts_around(p_tenant, v_ids, v_grid, p_at) a),
    'kind', case when v_kind.code is null then null else json_build_object('code', v_kind.code, 'version', v_kind.version, 'spec', v_kind.spec) end,
    'category', (select json_build_object('code', c.code, 'name', c.name) from matters.categories c
      where c.tenant_id = p_tenant and c.tree = v_kind.spec ->> 'categoryTree' and c.code = p_category
      order by c.version desc limit 1),
    'calendar', (select calendar from matters.calendar_versions where tenant_id = p_tenant order by version desc limit 1)));
end $$;

-- In plpgsql, because a connection keeps the plans of its statements.
create or replace function matters.report_context(
  p_tenant uuid, p_place uuid, p_kind text, p_category text, p_at timestamptz, p_key uuid
) returns json language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform kernel.must_be_of(p_tenant);
  return json_build_object(
    'earlier', kernel.earlier_answer(p_tenant, p_key),
    'around', matters.surroundings(p_tenant, p_place, null, p_kind, null, p_category, p_at));
end $$;

create or replace function matters.report(p jsonb, p_files uuid[], p_upload_key text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  m matters.matters := jsonb_populate_record(null::matters.matters, p -> 'matter');
  v_answer jsonb;
begin
  perform kernel.must_be_of(m.tenant_id);
  m.number := coalesce(m.number,
    to_char(m.reported_at at time zone 'Asia/Shanghai', 'YYMMDD') || '-' || lpad((nextval('matters.number_seq') % 1000000)::text, 6, '0'));
  m.search_text := replace(m.number, '-', ' ') || ' ' || m.search_text;
  v_answer := (p -> 'answer') || jsonb_build_object('number', m.number);
  if p ? 'command' then
    perform kernel.keep_answer(m.tenant_id, p -> 'command', v_answer);
  end if;
  insert into matters.matters values (m.*);
  if p ? 'holding' then
    insert into matters.holdings (tenant_id, id, matter_id, post_id, from_at, why)
    values (m.tenant_id, (p -> 'holding' ->> 'id')::uuid, m.id, m.holder_post_id, m.reported_at, p -> 'holding' -> 'why');
    insert into matters.clocks (tenant_id, id, matter_id, stage, span, started_at, yellow_at, due_at)
    values (m.tenant_id, (p -> 'clock' ->> 'id')::uuid, m.id, m.clock_stage, p -> 'clock' -> 'span', m.clock_started_at, m.clock_yellow_at, m.clock_due_at);
  end if;
  if m.reporter_id is not null then
    insert into matters.followers (tenant_id, matter_id, person_id, from_at) values (m.tenant_id, m.id, m.reporter_id, m.reported_at);
  end if;
  if cardinality(p_files) > 0 then
    perform files.attach(m.tenant_id, p_files, 'matters:' || m.id, (p -> 'actor' ->> 'personId')::uuid, p_upload_key);
  end if;
  perform kernel.record_event(m.tenant_id, 'matters:' || m.id, (p ->> 'eventId')::uuid, p ->> 'type', (p ->> 'at')::timestamptz, p -> 'actor', p -> 'payload');
  return v_answer;
end $$;

-- The same check, reading each of the three rows once and in one statement. It looks at the matter that fired it alone.
create or replace function matters.check_standing() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v record;
begin
  select m.id, m.state, m.holder_post_id, m.clock_due_at, m.review_at,
      (select post_id from matters.holdings h where h.tenant_id = m.tenant_id and h.matter_id = m.id and h.to_at is null) as held_by,
      (select due_at from matters.clocks c where c.tenant_id = m.tenant_id and c.matter_id = m.id and c.stopped_at is null) as due_at,
      case when m.state = 'suspended' then (select s.review_at from matters.suspensions s
        where s.tenant_id = m.tenant_id and s.matter_id = m.id and s.to_at is null) end as suspended_until
    into v from matters.matters m where m.tenant_id = new.tenant_id and m.id = new.id;
  if v.held_by is distinct from v.holder_post_id or v.due_at is distinct from v.clock_due_at then
    raise exception 'matter % has lost its holder or its clock', v.id using errcode = 'check_violation', constraint = 'matters_standing';
  end if;
  if v.state = 'suspended' and v.suspended_until is distinct from v.review_at then
    raise exception 'matter % is suspended without a record', v.id using errcode = 'check_violation', constraint = 'matters_standing';
  end if;
  return null;
end $$;
