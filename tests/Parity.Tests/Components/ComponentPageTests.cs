using System.Text.RegularExpressions;
using Interop.Native.Activations;
using Interop.Native.Initializers;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Metrics;
using Interop.Native.Optimizers;
using Interop.Native.Regularizers;
using Interop.Parity.Components;
using Interop.Parity.Recording;

namespace Interop.Parity.Tests.Components;

public sealed partial class ComponentPageTests
{
    private static readonly Type[] Kinds =
    [
        typeof(Layer), typeof(ActivationFunction), typeof(Loss), typeof(Optimizer), typeof(Initializer), typeof(Regularizer), typeof(Constraint), typeof(Metric),
    ];

    [Fact]
    public void Every_component_of_the_engine_is_listed()
    {
        var listed = ComponentTable.Rows.SelectMany(row => row.Types).ToHashSet();
        var missing = typeof(Layer).Assembly.GetExportedTypes()
            .Where(type => !type.IsAbstract && Kinds.Any(kind => type.IsSubclassOf(kind)) && !listed.Contains(type));
        Assert.Empty(missing);
    }

    [Fact]
    public void Every_component_has_parity_cases_or_a_reason_to_have_none()
    {
        var unheld = ComponentTable.Rows.SelectMany(row => row.Types).Where(type => ComponentCases.WhyNone(type) is null && !ComponentCases.Of(type).Any());
        Assert.Empty(unheld);
        Assert.Empty(ComponentCases.Faults());
    }

    [Fact]
    public void An_oracle_that_is_named_exists_and_knows_the_component()
    {
        var repository = Path.GetDirectoryName(Path.GetDirectoryName(ReferenceFolder.ComponentsPage))!;
        var wrong = ComponentTable.Rows.SelectMany(row => row.Types)
            .SelectMany(type => Oracle().Matches(ComponentCases.WhyNone(type) ?? "").Select(match => (type.Name, Oracle: match.Value)))
            .Where(claim => !File.Exists(Path.Combine(repository, claim.Oracle))
                || !File.ReadAllText(Path.Combine(repository, claim.Oracle)).Contains(claim.Name, StringComparison.Ordinal))
            .Select(claim => $"{claim.Name} is said to be held by {claim.Oracle}, which is not there or does not name it");
        Assert.Empty(wrong);
    }

    [GeneratedRegex(@"tests/oracles/\w+\.py")]
    private static partial Regex Oracle();

    [Fact]
    public void The_page_is_up_to_date()
    {
        var page = File.ReadAllText(ReferenceFolder.ComponentsPage).ReplaceLineEndings("\n");
        Assert.True(
            ComponentPage.Text() == page,
            "docs/components.md is out of date; write it anew with 'dotnet run -c Release --project parity -- components' and review the change.");
    }
}
