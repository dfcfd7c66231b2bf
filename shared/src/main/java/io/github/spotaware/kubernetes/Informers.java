package io.github.spotaware.kubernetes;

import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;

/** What all our watches have in common. */
final class Informers {
  /** So many objects a page: a node that runs real pods is about 15 kB of JSON. */
  private static final long PAGE = 250;

  private Informers() {}

  /**
   * It never gives up. The client's own does where its very first request fails, e.g. because the
   * API server is busy when we start: its process would never become ready.
   */
  static <T> SharedIndexInformer<T> lasting(SharedIndexInformer<T> informer) {
    return informer.exceptionHandler((started, failure) -> true);
  }

  /**
   * The same, with its first list a consistent read: without a limit the client takes one from
   * whatever the API server remembers, which may be older than what was seen before.
   */
  static <T> SharedIndexInformer<T> consistent(Informable<T> objects) {
    return lasting(objects.withLimit(PAGE).runnableInformer(0));
  }

  /** Its watch is open. */
  static boolean isOpen(SharedIndexInformer<?> informer) {
    try {
      return informer.isRunning() && informer.isWatching();
    } catch (NullPointerException _) {
      return false; // the client's Reflector forgets its watch while it is stopped
    }
  }
}
