using System.Text;

namespace Interop.Parity.Components;

/// <summary>The page <c>docs/components.md</c>, made of the engine's own documentation and the list of parity cases.</summary>
internal static class ComponentPage
{
    /// <summary>Writes the page as text.</summary>
    public static string Text()
    {
        var documentation = DocumentationFile.Read();
        var text = new StringBuilder(
            "# Components\n\n"
            + "What the engine implements: each class with its formula, its options and where it comes from ([D0 to D4](conventions.md#the-lectures) are the lectures the project started\n"
            + "from). Generated from the code by `dotnet run -c Release --project parity -- components`; a test fails when it is out of date.\n"
            + "The last column says in how many [parity cases](parity.md) a class is held to TorchSharp or PyTorch, or why there are none: a class without\n"
            + "either fails a test.\n"
            + "The options of each convention stand side by side in [conventions.md](conventions.md).\n");
        foreach (var section in ComponentTable.Rows.GroupBy(row => row.Section))
        {
            text.Append('\n').Append("## ").Append(section.Key).Append("\n\n| component | class | formula, shapes, source | named options | parity cases |\n|---|---|---|---|---|\n");
            foreach (var row in section)
            {
                AppendRow(text, documentation, row);
            }
        }

        return text.ToString();
    }

    private static void AppendRow(StringBuilder text, DocumentationFile documentation, ComponentRow row)
    {
        for (var i = 0; i < row.Types.Length; i++)
        {
            var type = row.Types[i];
            text.Append("| ").Append(i == 0 ? row.Name : "")
                .Append(" | `").Append(type.Name).Append("` | ").Append(documentation.SummaryOf(type))
                .Append(" | ").Append(Options(type))
                .Append(" | ").Append(Cases(type)).Append(" |\n");
        }
    }

    // How many cases hold a class to TorchSharp or PyTorch, or why none can.
    private static string Cases(Type type) => ComponentCases.WhyNone(type) ?? FormattableString.Invariant($"{ComponentCases.Of(type).Count()}");

    // The enumerations that a class can be constructed with, with their values: its conventions.
    private static string Options(Type type) => string.Join(
        "; ",
        type.GetConstructors().SelectMany(constructor => constructor.GetParameters()).Select(parameter => parameter.ParameterType)
            .Concat(type.GetProperties().Where(property => property.CanWrite).Select(property => property.PropertyType))
            .Select(option => Nullable.GetUnderlyingType(option) ?? option)
            .Where(option => option.IsEnum)
            .Distinct()
            .OrderBy(option => option.Name, StringComparer.Ordinal)
            .Select(option => $"`{option.Name}`: {string.Join(", ", Enum.GetNames(option))}"));
}
