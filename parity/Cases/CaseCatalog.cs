using Interop.Parity.Cases.Activations;
using Interop.Parity.Cases.BatchNormalization;
using Interop.Parity.Cases.Clipping;
using Interop.Parity.Cases.Dropout;
using Interop.Parity.Cases.Initializers;
using Interop.Parity.Cases.Layers;
using Interop.Parity.Cases.Losses;
using Interop.Parity.Cases.Metrics;
using Interop.Parity.Cases.Networks;
using Interop.Parity.Cases.Optimizers;
using Interop.Parity.Cases.Random;
using Interop.Parity.Cases.Regularization;
using Interop.Parity.Cases.Schedules;
using Interop.Parity.Cases.Training;

namespace Interop.Parity.Cases;

/// <summary>Every case, family by family.</summary>
internal static class CaseCatalog
{
    /// <summary>All cases.</summary>
    public static IReadOnlyList<ParityCase> All { get; } =
    [
        .. LayerCases.All(),
        .. ActivationCases.All(),
        .. NetworkCases.All(),
        .. LossCases.All(),
        .. OptimizerCases.All(),
        .. ScheduleCases.All(),
        .. ClippingCases.All(),
        .. RegularizationCases.All(),
        .. MetricCases.All(),
        .. StreamCases.All(),
        .. InitializerCases.All(),
        .. DropoutCases.All(),
        .. BatchNormalizationCases.All(),
        .. TrainingCases.All(),
    ];

    /// <summary>The cases whose full name contains a text, or matches it where it has a <c>*</c>.</summary>
    /// <param name="filter">The text; null for all cases. Case does not matter.</param>
    public static IReadOnlyList<ParityCase> Matching(string? filter)
    {
        if (string.IsNullOrEmpty(filter))
        {
            return All;
        }

        var pattern = filter.Contains('*', StringComparison.Ordinal) ? filter : $"*{filter}*";
        return [.. All.Where(parityCase => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, parityCase.FullName, ignoreCase: true))];
    }
}
