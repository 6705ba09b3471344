-- What a report reads, at less cost (docs/performance.md): whose rows it may see is asked once in a report, places are read
-- without their levels, and posts and places come as rows without the names of their columns, which were half of the answer.
-- modules/matters/surroundings.ts reads them in this order.

-- Asked by functions that know already whose rows they may see: nobody but the owner may call it.
create function matters.surroundings_of(p_tenant uuid, p_place uuid, p_grid uuid, p_kind text, p_kind_version integer, p_category text, p_at timestamptz)
returns json language plpgsql stable as $$
declare
  v_path text;
  v_lng double precision;
  v_lat double precision;
  v_ids uuid[];
  v_places json;
  v_grid uuid;
  v_version integer;
  v_spec jsonb;
begin
  select path, lng, lat into v_path, v_lng, v_lat from places.paths_view where tenant_id = p_tenant and id = p_place;
  if not found then return null; end if;
  v_grid := coalesce(p_grid, places.grid_of(p_tenant, p_place, p_at));
  select array_agg(id), json_agg(json_build_array(id, name, name_en) order by length(path) desc)
    into v_ids, v_places
    from places.paths_view where tenant_id = p_tenant and number = any(places.numbers_in(v_path));
  select version, spec into v_version, v_spec from matters.kind_versions
    where tenant_id = p_tenant and code = p_kind and (version = p_kind_version or (p_kind_version is null and valid_from <= p_at))
    order by version desc limit 1;
  if not found then
    select version, spec into v_version, v_spec from matters.kind_versions where tenant_id = p_tenant and code = p_kind order by version limit 1;
  end if;
  return (select json_build_object(
    'path', v_path, 'lng', v_lng, 'lat', v_lat, 'places', v_places, 'gridId', v_grid,
    'posts', (select coalesce(json_agg(json_build_array(a.post_id, a.kind_code, a.role, a.place_id, a.grid_id, a.reports_to,
        a.name, a.name_en, a.office_phone, a.serves, a.manning, a.person_id, a.person_name)), '[]')
      from people.posts_around(p_tenant, v_ids, v_grid, p_at) a),
    'kind', case when v_version is null then null else json_build_object('code', p_kind, 'version', v_version, 'spec', v_spec) end,
    'category', (select json_build_object('code', c.code, 'name', c.name) from matters.categories c
      where c.tenant_id = p_tenant and c.tree = v_spec ->> 'categoryTree' and c.code = p_category
      order by c.version desc limit 1),
    'calendar', (select calendar from matters.calendar_versions where tenant_id = p_tenant order by version desc limit 1)));
end $$;
revoke all on function matters.surroundings_of(uuid, uuid, uuid, text, integer, text, timestamptz) from public;

create or replace function matters.surroundings(p_tenant uuid, p_place uuid, p_grid uuid, p_kind text, p_kind_version integer, p_category text, p_at timestamptz)
returns json language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  perform kernel.must_be_of(p_tenant);
  return matters.surroundings_of(p_tenant, p_place, p_grid, p_kind, p_kind_version, p_category, p_at);
end $$;

create or replace function matters.report_context(
  p_tenant uuid, p_place uuid, p_kind text, p_category text, p_at timestamptz, p_key uuid
) returns json language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  perform kernel.must_be_of(p_tenant);
  return json_build_object(
    'earlier', case when p_key is not null then kernel.earlier_answer(p_tenant, p_key) end,
    'around', matters.surroundings_of(p_tenant, p_place, null, p_kind, null, p_category, p_at));
end $$;
