-- When name and phone of somebody who owns nothing any more were erased by rule.
alter table choices.owners add column erased_at timestamptz;
