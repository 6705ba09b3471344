-- What came of a want, its referrals in every state, is asked for each want of a list; the one index by want leaves out
-- those that were taken back, so that all referrals would be read for every want.
create index referrals_of_want on finance.referrals (tenant_id, want_id);

-- Whose a want is today is asked for those of merged firms alone: PostgreSQL would else climb the merges of every want
-- of the tenant.
create or replace view finance.wants_now as
  select w.tenant_id, w.id,
    case when exists (select from enterprises.firms_view f
        where f.tenant_id = w.tenant_id and f.id = w.firm_id and f.merged_into_id is not null)
      then finance.kept_firm(w.tenant_id, w.firm_id) else w.firm_id end as firm_id,
    w.amount_fen, w.months, w.use, w.words, w.needed_by, w.state, w.raised_at, w.by_firm, w.raised_by, w.post_id, w.ended_at,
    w.ended_by, w.ended_reason, w.ended_words, w.changed_at
  from finance.wants w;
