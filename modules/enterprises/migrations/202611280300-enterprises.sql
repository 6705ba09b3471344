create schema enterprises;
