create schema visits;
