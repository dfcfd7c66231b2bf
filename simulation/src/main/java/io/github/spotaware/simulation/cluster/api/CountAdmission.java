package io.github.spotaware.simulation.cluster.api;

import io.github.spotaware.simulation.cluster.object.Deployment;
import java.util.function.Consumer;

/** The mutating webhook's part of a write of the count, as the API server calls it. */
public interface CountAdmission {
  /** No webhook is installed: what is written is persisted in the same instant. */
  CountAdmission NONE = new CountAdmission() {};

  /** By the entry's matchConditions. */
  default boolean asksAbout(int before, int after) {
    return false;
  }

  /**
   * Reviews a write of 1 over 2, now or later.
   *
   * @param before what is stored
   * @param keeps to be told exactly once whether the count stays as it is
   */
  default void review(Deployment before, Consumer<Boolean> keeps) {
    keeps.accept(false);
  }

  /** Who owns a count that was kept. */
  default Deployment kept(Deployment stored, String writer) {
    return stored;
  }
}
