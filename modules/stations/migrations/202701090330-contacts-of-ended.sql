-- Whom to contact is kept while they share: of those that had ended before it was erased with the end as well.
update stations.sharers set contact_sealed = null, phone_sealed = null
  where state = 'ended' and (contact_sealed is not null or phone_sealed is not null);
