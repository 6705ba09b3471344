-- Checked in by who leads it on the spot, beside the code at the door and the organiser.
alter table gatherings.entries drop constraint entries_checked_in_by_check;
alter table gatherings.entries add constraint entries_checked_in_by_check
  check (checked_in_by in ('code', 'organiser', 'leader'));
