-- The setup guide, once an administrator has put it away. How far its steps are is counted, not kept.
create table people.guides_put_away (
  tenant_id uuid primary key references kernel.tenants (id),
  put_away_at timestamptz not null,
  put_away_by uuid not null
);

select kernel.guard_rows();
