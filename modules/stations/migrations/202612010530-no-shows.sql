-- How often somebody may not come, in how many days, before the station books for them: each station says so itself.
alter table stations.stations
  add column no_show_times int not null default 3 check (no_show_times between 1 and 20),
  add column no_show_days int not null default 90 check (no_show_days between 7 and 365);
