package io.github.spotaware.e2e.demo;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.spotaware.e2e.controlplane.ProcessStatus;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Who is told what happens, besides those who read the output. Never throws at who tells. */
public interface Audience extends Consumer<Happening>, AutoCloseable {

  /** Nobody. */
  Audience NOBODY =
      new Audience() {
        @Override
        public void preparing(String line) {}

        @Override
        public Watching watch(KubernetesClient client, Supplier<List<ProcessStatus>> processes) {
          return () -> {};
        }

        @Override
        public void scene(String title) {}

        @Override
        public void begins(Instant start) {}

        @Override
        public void accept(Happening happening) {}

        @Override
        public void conclude(boolean ok, List<String> lines) {}

        @Override
        public void close() {}
      };

  /** Someone looks at the cluster; closing it ends that. */
  interface Watching extends AutoCloseable {
    @Override
    void close();
  }

  /** How far the cluster has come, while there is none to look at. */
  void preparing(String line);

  /**
   * Looks at the cluster until this is concluded, or until what it gives is closed, which must be
   * before the cluster goes.
   */
  Watching watch(KubernetesClient client, Supplier<List<ProcessStatus>> processes);

  /** What follows has this title. */
  void scene(String title);

  /** Times of happenings are told relative to {@code start}. */
  void begins(Instant start);

  @Override
  void accept(Happening happening);

  /**
   * Nothing more happens.
   *
   * @param ok whether all is as it should be
   * @param lines what there is to say
   */
  void conclude(boolean ok, List<String> lines);

  @Override
  void close();
}
