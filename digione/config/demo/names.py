"""Invented people's names as they are met in Finland, by the language of the family."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Names:
    """`tongue` is the mother tongue's ISO 639 code; names are parted by spaces."""

    tongue: str
    girls: tuple[str, ...]
    boys: tuple[str, ...]
    families: tuple[str, ...]


def _names(tongue: str, girls: str, boys: str, families: str) -> Names:
    return Names(tongue, tuple(girls.split()), tuple(boys.split()), tuple(families.split()))


FINNISH: Final = _names(
    "fi",
    "Aada Aino Alina Anni Eevi Ella Elli Elsa Emma Enni Eveliina Fanni Helmi Hilla Hilma Iida "
    "Inka Isla Jenna Julia Kaisa Kerttu Lilja Linnea Lotta Lumi Maija Martta Matilda Meri "
    "Mila Milla Minttu Nella Noora Oona Pihla Pinja Ronja Saana Saara Saimi Sanni Seela Selma "
    "Siiri Sofia Sonja Tilda Tuuli Ulla Veera Venla Viivi Vilja Vilma",
    "Aaro Aarni Aatos Aleksi Arttu Arvo Atte Daniel Eeli Eelis Eetu Eino Elias Elmo Emil "
    "Hannes Hugo Iivari Ilmari Jaakko Jalmari Joel Joona Julius Kaapo Kasper Lauri Leevi Leo "
    "Luukas Matias Mikael Nestori Niilo Noel Oiva Oliver Onni Oskari Otso Otto Paavo Pekka "
    "Pyry Rasmus Reino Roope Samu Severi Sulo Taavi Tatu Toivo Topias Tuukka Urho Valtteri "
    "Veeti Viljami Väinö",
    "Aalto Ahola Anttila Haapala Hakala Harju Heikkilä Heinonen Hirvonen Honkanen Huttunen "
    "Hyvönen Häkkinen Järvinen Kallio Kangas Karppinen Kemppainen Kettunen Kivelä Koivisto "
    "Kokkonen Koskinen Kukkonen Kuusela Laakso Laaksonen Lampinen Lehto Lehtinen Leino "
    "Leppänen Lindroos Luoma Manninen Martikainen Mattila Miettinen Moilanen Mustonen Mäntylä "
    "Nevalainen Nieminen Nurmi Ojala Oksanen Paananen Partanen Peltola Peltonen Pesonen "
    "Pitkänen Puranen Rautio Rinne Ruotsala Räsänen Savolainen Seppälä Sillanpää Suominen "
    "Suutari Takala Tanskanen Tikkanen Toivonen Tolvanen Tuominen Turunen Uusitalo Vainio "
    "Vartiainen Väisänen Väänänen Wallenius Ylönen",
)
SWEDISH: Final = _names(
    "sv",
    "Agnes Alice Alma Amanda Astrid Cecilia Ebba Edith Elin Ellen Emilia Ester Felicia "
    "Filippa Freja Hanna Ida Ingrid Isabella Jolin Klara Lovisa Maja Matilda Moa My Nellie "
    "Olivia Saga Sigrid Signe Stella Svea Thea Tindra Tova Tyra Vera Wilma Åsa",
    "Albin Alfred Alvin Anton Arvid August Axel Benjamin Edvin Elliot Emil Erik Felix Filip "
    "Frans Gustav Hampus Hjalmar Hugo Isak Jakob Johan Karl Kevin Leon Linus Ludvig Lukas "
    "Malte Max Melker Nils Olle Oscar Otto Sebastian Sixten Theodor Ture Viktor Wilhelm Östen",
    "Ahlbäck Backlund Backman Bergman Björklund Blomqvist Boström Dahlström Edlund Engblom "
    "Enlund Fagerholm Fellman Finne Forsbacka Fröberg Granholm Grönlund Hagström Hellström "
    "Holmberg Häggblom Högnäs Isaksson Jansson Karlberg Knip Kronqvist Lillkvist Lindqvist "
    "Lönnqvist Mattsson Norrgård Nybäck Nylund Rosenlund Sandström Sjöblom Skogster Snellman "
    "Stenbacka Storgårds Ström Sundqvist Söderlund Westerlund Wikström Åberg Åkerlund Öhman "
    "Österholm",
)
SAMI: Final = _names(
    "se",
    "Máret Áile Elle Inger Sire Biret Risten Ánne",
    "Nilla Ánte Jovnna Mihkku Ásllat Piera Heaika Niillas",
    "Sarre Näkkäläjärvi Aikio Valkeapää Magga Länsman",
)
RUSSIAN: Final = _names(
    "ru",
    "Anastasia Daria Ekaterina Elena Irina Maria Nadežda Olga Polina Sofia Svetlana Viktoria",
    "Aleksandr Andrei Artjom Dmitri Ivan Kirill Maksim Mihail Nikita Pavel Roman Timur",
    "Baranova Fedorov Ivanova Kuznetsov Lebedeva Morozov Petrova Smirnov Sokolova Volkov",
)
SOMALI: Final = _names(
    "so",
    "Amina Asha Ayaan Deqa Fadumo Hamdi Hodan Ifrah Khadra Naima Sagal Sahra",
    "Abdi Abdirahman Ahmed Bilal Farah Guled Hassan Ibrahim Liban Mahad Yusuf Zakaria",
    "Abdullahi Ahmed Ali Farah Hassan Hussein Jama Mohamed Nur Omar Osman Warsame",
)
ARABIC: Final = _names(
    "ar",
    "Amal Dina Farah Hala Layla Maryam Noor Rana Salma Yasmin Zahra Zainab",
    "Adam Ali Hamza Hussein Karim Khalil Mustafa Omar Samir Tariq Yassin Zaid",
    "Abbas Al-Amin Al-Jaburi Hadi Haddad Karam Khalaf Mansour Nasser Saleh Salman",
)
ESTONIAN: Final = _names(
    "et",
    "Anu Grete Kadri Kertu Liis Mari Merike Triin Õie",
    "Jaan Karl Kaspar Marko Rasmus Rein Tõnu Urmas Mart",
    "Kask Kallas Kuusk Lepik Mets Mägi Oja Pärn Rebane Saar Tamm Õunapuu",
)
VIETNAMESE: Final = _names(
    "vi",
    "Anh Hoa Huong Lan Linh Mai Ngoc Thao Trang Yen",
    "An Binh Duc Hai Hieu Khang Long Minh Nam Tuan",
    "Bui Dang Do Hoang Le Ngo Nguyen Pham Tran Vu",
)

ELSEWHERE: Final = (RUSSIAN, SOMALI, ARABIC, ESTONIAN, VIETNAMESE)
ELDERS: Final = {
    "fi": _names(
        "fi",
        "Anne Anna Eija Elina Hanna Heidi Heli Jaana Johanna Katja Kirsi Kristiina Laura Marika "
        "Marja Maria Merja Minna Mirva Niina Outi Paula Piia Päivi Riikka Sanna Satu Susanna "
        "Tiina Tuija Virpi",
        "Antti Ari Harri Heikki Jani Janne Jari Jouni Juha Jukka Jussi Kari Kimmo Marko Markus "
        "Mika Mikko Olli Pasi Pekka Petri Petteri Sami Seppo Tapio Timo Tomi Tommi Tuomas Vesa "
        "Ville",
        "",
    ),
    "sv": _names(
        "sv",
        "Annika Barbro Camilla Carola Christina Gunilla Helena Jessica Johanna Karin Linda Lotta "
        "Maria Monika Pernilla Pia Sofia Susanne Ulrika Åsa",
        "Anders Bo Christian Fredrik Henrik Jan Johan Kaj Kenneth Kim Magnus Mats Mikael Niklas "
        "Patrik Peter Robert Stefan Thomas Tom",
        "",
    ),
}
