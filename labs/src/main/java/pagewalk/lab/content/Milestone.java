package pagewalk.lab.content;

import pagewalk.lab.model.Expr;

/** A step on the way of a {@code reach} part; counts only when those before it were reached. The goal is the last. */
public record Milestone(String name, Expr expr, int points, String message) {}
