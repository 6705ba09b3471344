-- Why an opening ended, in both languages: what the program says itself is read by everybody; what a person typed, as typed.
alter table employment.openings alter column ended_why type jsonb using case
  when ended_why = '企业已不在这里' then jsonb_build_object('zh', ended_why, 'en', 'The firm is no longer here')
  when ended_why is not null then jsonb_build_object('zh', ended_why, 'en', ended_why) end;
