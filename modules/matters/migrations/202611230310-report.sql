-- Everything that deciding about a matter at a place needs to know, in one round trip: the place and those above it, its grid,
-- the posts around with who mans them, the kind in force, the category's name and the calendar; and an earlier answer to the same key.
create function matters.surroundings(p_tenant uuid, p_place uuid, p_grid uuid, p_kind text, p_kind_version integer, p_category text, p_at timestamptz)
returns jsonb language plpgsql stable as $$
declare
  v_path text;
  v_lng double precision;
  v_lat double precision;
  v_ids uuid[];
  v_places jsonb;
  v_grid uuid := p_grid;
  v_kind matters.kind_versions;
begin
  select path, lng, lat into v_path, v_lng, v_lat from places.places_view where tenant_id = p_tenant and id = p_place;
  if not found then return null; end if;
  with recursive up as (
    select id, parent_id, name, name_en, 0 as hop from places.places_view where tenant_id = p_tenant and id = p_place
    union all
    select p.id, p.parent_id, p.name, p.name_en, up.hop + 1 from places.places_view p join up on p.id = up.parent_id and p.tenant_id = p_tenant)
  select array_agg(id order by hop), jsonb_agg(jsonb_build_object('id', id, 'name', name, 'nameEn', name_en) order by hop)
    into v_ids, v_places from up;
  if v_grid is null then v_grid := places.grid_of(p_tenant, p_place, p_at); end if;
  select * into v_kind from matters.kind_versions
    where tenant_id = p_tenant and code = p_kind and (version = p_kind_version or (p_kind_version is null and valid_from <= p_at))
    order by version desc limit 1;
  if not found then
    select * into v_kind from matters.kind_versions where tenant_id = p_tenant and code = p_kind order by version limit 1;
  end if;
  return jsonb_build_object(
    'path', v_path, 'lng', v_lng, 'lat', v_lat, 'places', v_places, 'gridId', v_grid,
    'kind', case when v_kind.code is null then null else jsonb_build_object('code', v_kind.code, 'version', v_kind.version, 'spec', v_kind.spec) end,
    'category', (select jsonb_build_object('code', c.code, 'name', c.name) from matters.categories c
      where c.tenant_id = p_tenant and c.tree = v_kind.spec ->> 'categoryTree' and c.code = p_category
      order by c.version desc limit 1),
    'calendar', (select calendar from matters.calendar_versions where tenant_id = p_tenant order by version desc limit 1),
    'posts', (select coalesce(jsonb_agg(jsonb_build_object('postId', a.post_id, 'kindCode', a.kind_code, 'role', a.role, 'placeId', a.place_id,
        'gridId', a.grid_id, 'reportsTo', a.reports_to, 'name', a.name, 'nameEn', a.name_en, 'officePhone', a.office_phone,
        'serves', a.serves, 'manning', a.manning, 'personId', a.person_id, 'personName', a.person_name)), '[]')
      from people.posts_around(p_tenant, v_ids, v_grid, p_at) a));
end $$;

create function matters.report_context(
  p_tenant uuid, p_place uuid, p_kind text, p_category text, p_at timestamptz, p_key uuid
) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'earlier', kernel.earlier_answer(p_tenant, p_key),
    'around', matters.surroundings(p_tenant, p_place, null, p_kind, null, p_category, p_at))
$$;

-- Writes a whole report in one statement: the matter, its holding, its clock, its follower, its files, its event with deliveries,
-- and the answer kept for retries. `p.matter` has the columns of matters.matters by name.
create function matters.report(p jsonb, p_files uuid[], p_upload_key text) returns jsonb language plpgsql as $$
declare
  m matters.matters := jsonb_populate_record(null::matters.matters, p -> 'matter');
  v_answer jsonb;
begin
  m.number := coalesce(m.number,
    to_char(m.reported_at at time zone 'Asia/Shanghai', 'YYMMDD') || '-' || lpad((nextval('matters.number_seq') % 1000000)::text, 6, '0'));
  m.search_text := replace(m.number, '-', ' ') || ' ' || m.search_text;
  v_answer := (p -> 'answer') || jsonb_build_object('number', m.number);
  if p ? 'command' then
    perform kernel.keep_answer(m.tenant_id, p -> 'command', v_answer);
  end if;
  insert into matters.matters select m.*;
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
