"""The programme of the published results of 2022 in made-up persons (JPS-95): the targets, and who meets them."""
