namespace Interop.Native.Training;

/// <summary>What a callback writes while a network trains: where it fails and somebody listens, it is told once, until it succeeds again, and the training goes on.</summary>
/// <param name="what">What is written, as a sentence begins with it: "Figures for TensorBoard".</param>
internal sealed class ReportedWrites(string what)
{
    private bool _isFailing;

    /// <summary>Forgets the training before.</summary>
    public void Begin() => _isFailing = false;

    /// <summary>Writes.</summary>
    /// <param name="write">What writes.</param>
    /// <param name="report">Hears of a failure; null for an error that ends the training.</param>
    /// <exception cref="IOException">It cannot be written, and nobody listens.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written, and nobody listens.</exception>
    public void Try(Action write, Action<string>? report)
    {
        try
        {
            write();
            _isFailing = false;
        }
        catch (Exception error) when (report is not null && error is (IOException or UnauthorizedAccessException))
        {
            if (!_isFailing)
            {
                report($"{what} were not written, and the training goes on: {error.Message}");
            }

            _isFailing = true;
        }
    }
}
