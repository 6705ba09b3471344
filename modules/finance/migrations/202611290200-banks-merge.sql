-- A bank whose record was merged goes on as the kept firm, with its agreement and its products; as with wants, an undone
-- merge gives them back by itself. `record_id` is the record that the street confirmed.
create view finance.partners_now as
  select a.tenant_id, a.id, finance.kept_firm(a.tenant_id, a.firm_id) as firm_id, a.firm_id as record_id, a.from_on,
    a.to_on, a.why, a.confirmed_at, a.confirmed_by, a.post_id, a.ended_at, a.ended_by, a.ended_why
  from finance.partners a;

create view finance.products_now as
  select p.tenant_id, p.id, finance.kept_firm(p.tenant_id, p.firm_id) as firm_id, p.entered_at
  from finance.products p;

-- A record and all that were merged into it.
create function finance.records_of(p_tenant uuid, p_firm uuid) returns setof uuid language sql stable as $$
  with recursive records as (
    select p_firm as id
    union
    select f.id from enterprises.firms_view f join records on f.merged_into_id = records.id where f.tenant_id = p_tenant)
  select id from records
$$;
