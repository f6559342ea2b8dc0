"""Made-up content of the programme for the demo: Profilings, opening talks, information events, changes of stage."""
