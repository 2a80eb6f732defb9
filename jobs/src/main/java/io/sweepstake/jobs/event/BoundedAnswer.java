package io.sweepstake.jobs.event;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What a server answers, waited for and kept within bounds. A request's own timeout ends with the
 * headers: a body that drips, or has no end, would hold up a run or take its memory.
 */
public final class BoundedAnswer {
  private BoundedAnswer() {}

  /**
   * Sends a request.
   *
   * @param patience for all of the answer
   * @param most bytes of its body
   * @throws IOException if there is no answer in time, or a longer one
   */
  public static HttpResponse<String> of(
      HttpClient client, HttpRequest request, Duration patience, int most)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request, headers -> new Bounded(most));
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof IOException known
          ? known
          : new IOException(String.valueOf(failed.getCause()), failed);
    } catch (TimeoutException late) {
      throw new HttpTimeoutException("no whole answer within " + patience.toSeconds() + " s");
    } finally {
      answer.cancel(true);
    }
  }

  private static final class Bounded implements BodySubscriber<String> {
    private final int most;
    private final CompletableFuture<String> body = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Flow.Subscription subscription;

    Bounded(int most) {
      this.most = most;
    }

    @Override
    public CompletionStage<String> getBody() {
      return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
      for (ByteBuffer part : parts) {
        if (bytes.size() + part.remaining() > most) {
          subscription.cancel();
          body.completeExceptionally(new IOException("an answer of more than " + most + " bytes"));
          return;
        }
        byte[] some = new byte[part.remaining()];
        part.get(some);
        bytes.writeBytes(some);
      }
    }

    @Override
    public void onError(Throwable error) {
      body.completeExceptionally(error);
    }

    @Override
    public void onComplete() {
      body.complete(bytes.toString(StandardCharsets.UTF_8));
    }
  }
}
