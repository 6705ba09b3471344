-- A sharer books for somebody by name and phone: they read the name that they typed, never the one that the register knows
-- by that phone. It goes with the person. Null: the person booked, or the station did.
alter table stations.bookings add column name_sealed bytea;
alter table stations.waits add column name_sealed bytea;
