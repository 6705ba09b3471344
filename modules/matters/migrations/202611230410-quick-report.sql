-- What a report reads, in less time: the places above by the numbers in the path, and json, which is text already, in place
-- of jsonb, which would be taken apart and put together on its way out. One plan for all values: left to itself PostgreSQL
-- would plan anew each time, which costs more than running.

drop function matters.report_context(uuid, uuid, text, text, timestamptz, uuid);
drop function matters.surroundings(uuid, uuid, uuid, text, integer, text, timestamptz);

create function matters.surroundings(p_tenant uuid, p_place uuid, p_grid uuid, p_kind text, p_kind_version integer, p_category text, p_at timestamptz)
returns json language plpgsql stable set plan_cache_mode = force_generic_plan as $$
declare
  v_path text;
  v_lng double precision;
  v_lat double precision;
  v_ids uuid[];
  v_places json;
  v_grid uuid := coalesce(p_grid, places.grid_of(p_tenant, p_place, p_at));
  v_kind matters.kind_versions;
  v_posts json;
begin
  select path, lng, lat into v_path, v_lng, v_lat from places.places_view where tenant_id = p_tenant and id = p_place;
  if not found then return null; end if;
  select array_agg(id), json_agg(json_build_object('id', id, 'name', name, 'nameEn', name_en) order by length(path) desc)
    into v_ids, v_places
    from places.places_view where tenant_id = p_tenant and number = any(places.numbers_in(v_path));
  select * into v_kind from matters.kind_versions
    where tenant_id = p_tenant and code = p_kind and (version = p_kind_version or (p_kind_version is null and valid_from <= p_at))
    order by version desc limit 1;
  if not found then
    select * into v_kind from matters.kind_versions where tenant_id = p_tenant and code = p_kind order by version limit 1;
  end if;
  select coalesce(json_agg(json_build_object('postId', a.post_id, 'kindCode', a.kind_code, 'role', a.role, 'placeId', a.place_id,
      'gridId', a.grid_id, 'reportsTo', a.reports_to, 'name', a.name, 'nameEn', a.name_en, 'officePhone', a.office_phone,
      'serves', a.serves, 'manning', a.manning, 'personId', a.person_id, 'personName', a.person_name)), '[]')
    into v_posts from people.posts_around(p_tenant, v_ids, v_grid, p_at) a;
  return json_build_object(
    'path', v_path, 'lng', v_lng, 'lat', v_lat, 'places', v_places, 'gridId', v_grid, 'posts', v_posts,
    'kind', case when v_kind.code is null then null else json_build_object('code', v_kind.code, 'version', v_kind.version, 'spec', v_kind.spec) end,
    'category', (select json_build_object('code', c.code, 'name', c.name) from matters.categories c
      where c.tenant_id = p_tenant and c.tree = v_kind.spec ->> 'categoryTree' and c.code = p_category
      order by c.version desc limit 1),
    'calendar', (select calendar from matters.calendar_versions where tenant_id = p_tenant order by version desc limit 1));
end $$;

create function matters.report_context(
  p_tenant uuid, p_place uuid, p_kind text, p_category text, p_at timestamptz, p_key uuid
) returns json language sql stable as $$
  select json_build_object(
    'earlier', kernel.earlier_answer(p_tenant, p_key),
    'around', matters.surroundings(p_tenant, p_place, null, p_kind, null, p_category, p_at))
$$;
