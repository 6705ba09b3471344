-- When what was known of a household that moved out was erased by rule.
alter table households.households add column erased_at timestamptz;
