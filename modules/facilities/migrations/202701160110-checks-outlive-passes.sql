-- What removes a pass takes it off its checks first (`tidy-job.ts`): on several machines, Citus refuses a key that does it.
alter table facilities.pass_checks drop constraint pass_checks_tenant_id_pass_id_fkey;
alter table facilities.pass_checks add constraint pass_checks_tenant_id_pass_id_fkey
  foreign key (tenant_id, pass_id) references facilities.passes (tenant_id, id);
