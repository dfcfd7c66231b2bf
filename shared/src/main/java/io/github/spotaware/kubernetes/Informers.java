package io.github.spotaware.kubernetes;

import io.fabric8.kubernetes.client.informers.SharedIndexInformer;

/** What all our watches have in common. */
final class Informers {
  private Informers() {}

  /**
   * It never gives up. The client's own does where its very first request fails, e.g. because the
   * API server is busy when we start: its process would never become ready.
   */
  static <T> SharedIndexInformer<T> lasting(SharedIndexInformer<T> informer) {
    return informer.exceptionHandler((started, failure) -> true);
  }
}
