-- What was filled in of a kind's form. Values stand beside the ledger, so that they can be erased; the event holds their hash.
-- {version, values, sealed: [keys], filed: [keys], finish: {version, values, ticked: [keys]}}
alter table matters.matters add column answers jsonb, add column answers_sealed bytea;

-- As before, and whether the category was retired.
create or replace function matters.surroundings_of(p_tenant uuid, p_place uuid, p_grid uuid, p_kind text, p_kind_version integer, p_category text, p_at timestamptz)
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
    'category', (select json_build_object('code', c.code, 'name', c.name, 'retired', c.retired) from matters.categories c
      where c.tenant_id = p_tenant and c.tree = v_spec ->> 'categoryTree' and c.code = p_category
      order by c.version desc limit 1),
    'calendar', (select calendar from matters.calendar_versions where tenant_id = p_tenant and begun order by version desc limit 1)));
end $$;

select kernel.guard_rows();
