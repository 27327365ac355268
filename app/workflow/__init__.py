"""How the register is corrected by people: what an edit may do, who may approve it, and the trail of it all; pure."""
