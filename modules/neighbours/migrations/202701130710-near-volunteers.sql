-- What neighbours can do near a home is found by the compounds of those who help.
create index volunteers_compound on neighbours.volunteers (tenant_id, compound_id) where state = 'active';
