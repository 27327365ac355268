"""How complete and how right a commune's households are: rules, findings, and the figures of coverage. Pure."""
