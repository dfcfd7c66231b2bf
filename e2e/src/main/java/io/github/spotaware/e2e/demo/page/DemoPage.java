package io.github.spotaware.e2e.demo.page;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.spotaware.e2e.controlplane.ProcessStatus;
import io.github.spotaware.e2e.demo.Audience;
import io.github.spotaware.e2e.demo.Happening;
import io.github.spotaware.e2e.demo.page.Story.Outcome;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** The live page: served from when it is made until it is closed, to whoever opens it here. */
public final class DemoPage implements Audience {

  private static final Outcome ENDED =
      new Outcome(false, List.of("The demo ended before its end: see what it printed."));

  private final Broadcast broadcast;
  private final InstantSource clock;
  private final PageServer server;

  private DemoPage(InstantSource clock) {
    this.clock = clock;
    this.broadcast = new Broadcast(PageState.start(clock.instant()));
    this.server = new PageServer(new EventStream(broadcast, clock), 0);
  }

  /** On a free port of 127.0.0.1. It ends with this process, whatever ends that. */
  public static DemoPage serve() {
    Instant start = Instant.now();
    long startNanos = System.nanoTime();
    // Wall time that never jumps.
    DemoPage page = new DemoPage(() -> start.plusNanos(System.nanoTime() - startNanos));
    Runtime.getRuntime().addShutdownHook(new Thread(page::end, "page"));
    return page;
  }

  /** Where to look. */
  public URI address() {
    return server.address();
  }

  @Override
  public void preparing(String line) {
    Instant at = clock.instant();
    broadcast.change(state -> state.prepared(line, at));
  }

  @Override
  public Watching watch(KubernetesClient client, Supplier<List<ProcessStatus>> processes) {
    return new ClusterWatch(client, processes, broadcast, clock);
  }

  @Override
  public void scene(String title) {
    Instant at = clock.instant();
    broadcast.change(state -> state.scene(title, at));
  }

  @Override
  public void begins(Instant start) {
    broadcast.change(state -> state.begins(start));
  }

  @Override
  public void accept(Happening happening) {
    broadcast.change(state -> state.and(happening));
  }

  @Override
  public void conclude(boolean ok, List<String> lines) {
    broadcast.change(state -> state.over(new Outcome(ok, lines)));
  }

  @Override
  public void close() {
    end();
    server.close();
  }

  /** So that no browser takes what the end of the process does to the cluster for the story. */
  private void end() {
    broadcast.change(state -> state.over(ENDED));
  }
}
