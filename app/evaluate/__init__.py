"""How well questions are answered: case files, the judging of answers, the figures and their report."""
