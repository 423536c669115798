namespace Interop.Native.Tests.Infrastructure;

/// <summary>
/// Ends the process, with what it hung on, where a test that goes through very many damaged files comes no further: nothing less ends a loop that never does, and a run of tests
/// that is ended from outside says nothing.
/// </summary>
public sealed class HangWatch : IDisposable
{
    // Each takes well under a millisecond; a machine that does other work at the same time may stop for seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Timer _timer;
    private volatile string _at = "the first";

    /// <summary>Begins to watch.</summary>
    public HangWatch() => _timer = new Timer(_ => Environment.FailFast($"No progress for {Patience.TotalSeconds} s at {_at}."), null, Patience, Timeout.InfiniteTimeSpan);

    /// <summary>Comes to the next one.</summary>
    /// <param name="what">What to say if it hangs.</param>
    /// <param name="number">Which.</param>
    public void Next(string what, int number)
    {
        // Setting the timer anew takes a lock, so not each time.
        if (number % 16 == 0)
        {
            _at = $"{what}, between {number} and {number + 15}";
            _timer.Change(Patience, Timeout.InfiniteTimeSpan);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();
}
