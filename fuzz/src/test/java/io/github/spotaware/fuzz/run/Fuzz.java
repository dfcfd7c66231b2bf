package io.github.spotaware.fuzz.run;

import io.github.spotaware.fuzz.input.Draw;
import java.util.ArrayList;
import java.util.List;

/** The inputs of one kind that follow from one seed. */
final class Fuzz<I> {
  private static final int MOST_CHANGES = 6;

  private final Kind<I> kind;
  private final long seed;

  Fuzz(Kind<I> kind, long seed) {
    this.kind = kind;
    this.seed = seed;
  }

  /** How one input is made: a beginning, and a seed for each change of it. */
  private record Recipe(long base, List<Long> changes) {
    Recipe without(int change) {
      List<Long> fewer = new ArrayList<>(changes);
      fewer.remove(change);
      return new Recipe(base, fewer);
    }
  }

  private Recipe recipe(long index) {
    Draw draw = Draw.of(seed, kind.name(), index);
    long base = draw.seed();
    List<Long> changes = new ArrayList<>();
    for (int count = draw.below(MOST_CHANGES + 1); count > 0; count--) {
      changes.add(draw.seed());
    }
    return new Recipe(base, changes);
  }

  private I cook(Recipe recipe) {
    I input = kind.base(new Draw(recipe.base()));
    for (long change : recipe.changes()) {
      input = kind.changed(input, new Draw(change));
    }
    return input;
  }

  Outcome judge(long index) {
    return judged(cook(recipe(index)));
  }

  private Outcome judged(I input) {
    try {
      return kind.judge(input);
    } catch (Exception | StackOverflowError | OutOfMemoryError | AssertionError e) {
      StackTraceElement[] trace = e.getStackTrace();
      return new Outcome.Wrong(e + (trace.length == 0 ? "" : " at " + trace[0]));
    }
  }

  /** The failing input with as few changes as still fail, and how to run it again. */
  String report(long index, String problem) {
    Recipe recipe = recipe(index);
    for (int change = recipe.changes().size() - 1; change >= 0; change--) {
      Recipe fewer = recipe.without(change);
      if (judged(cook(fewer)) instanceof Outcome.Wrong) {
        recipe = fewer;
      }
    }
    return String.format(
        "%s%n  again: -Dfuzz.seed=%d -Dfuzz.only=%s:%d%n  with %d changes: %s",
        problem, seed, kind.name(), index, recipe.changes().size(), kind.shown(cook(recipe)));
  }

  /** Without judging it: it may be one that never ends. */
  String reportUnjudged(long index, String problem) {
    return String.format(
        "%s%n  again: -Dfuzz.seed=%d -Dfuzz.only=%s:%d%n  input: %s",
        problem, seed, kind.name(), index, kind.shown(cook(recipe(index))));
  }
}
