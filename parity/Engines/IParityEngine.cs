using Interop.Parity.Cases;

namespace Interop.Parity.Engines;

/// <summary>Something that computes cases, or knows what came out of them: the engine, a record, a live library.</summary>
internal interface IParityEngine
{
    /// <summary>What options and reports call it.</summary>
    string Name { get; }

    /// <summary>Who computed its results, with version.</summary>
    string Producer { get; }

    /// <summary>Why it has nothing to say about a case; null where it has.</summary>
    /// <param name="parityCase">The case.</param>
    string? WhyNot(ParityCase parityCase);

    /// <summary>
    /// Whether it has something to say about an output. One that speaks of all, as most do, must give each that the engine gives.
    /// </summary>
    /// <param name="parityCase">A case that it has something to say about.</param>
    /// <param name="output">The output's name.</param>
    bool SpeaksOf(ParityCase parityCase, string output) => true;

    /// <summary>The outputs of a case.</summary>
    /// <param name="parityCase">A case that it has something to say about.</param>
    NamedTensors Run(ParityCase parityCase);
}
