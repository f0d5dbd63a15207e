"""News of invented crises, in words of our own: what the saved pages beside this file tell."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

__all__ = ["STORIES", "Story"]


@dataclass(frozen=True, slots=True)
class Story:
    """A story as its author wrote it; a paragraph that begins with "## " is a subhead."""

    slug: str
    title: str
    authors: tuple[str, ...]
    day: dt.date
    summary: str
    paragraphs: tuple[str, ...]

    @property
    def byline(self) -> str:
        return ", ".join(self.authors)


def _story(slug: str, title: str, authors: str, day: str, summary: str, *paragraphs: str) -> Story:
    return Story(slug, title, tuple(authors.split(", ")), dt.date.fromisoformat(day), summary, paragraphs)


STORIES = (
    _story(
        "ferry-strike",
        "Ferry crews walk out as island council loses its majority",
        "Marta Ellingsen",
        "2011-03-08",
        "Boats stay in harbour and so does the budget.",
        "Ferry crews on the outer islands stopped work at dawn on Tuesday, an hour after three councillors left the ruling "
        "Harbour List and deprived it of its majority.",
        "The crews want two months of unpaid wages. Their spokesman, Odd Brekke, said that no boat would sail until the "
        "money was in their accounts, and that a promise would not do.",
        "“We have had promises since the autumn,” he told reporters on the quay. “You cannot put a promise into a tank.”",
        "## A council without a majority",
        "The three councillors said they could not vote for a budget that closed the only clinic on the north island. The "
        "leader of the List, Ingrid Vold, called their step a betrayal and refused to resign.",
        "The opposition offered on Tuesday evening to support an interim council until June, on condition that the clinic "
        "stays open. Ms. Vold has not answered.",
        "The governor of the province urged both sides to talk and sent a mediator, who is to arrive on Thursday. Supplies "
        "on the islands will last ten days, according to the harbour master.",
    ),
    _story(
        "general-dismissed",
        "President dismisses army chief after night of shooting",
        "Samuel Okoro, Lena Hart",
        "2012-11-21",
        "The general had refused to send his men into the university.",
        "President Idris Benaro dismissed the chief of the army on Wednesday, hours after soldiers and police fired on each "
        "other outside the state university.",
        "At least six people were killed, two of them students, a doctor at the central hospital said. The interior ministry "
        "put the number of dead at four and said that nobody from the university was among them.",
        "General Paul Adeyan had declined to send his men onto the campus, which students have occupied since last week. In "
        "a letter that was read out on the radio he said the army would not be used against children.",
        "The president named General Adeyan's deputy, Colonel Ruth Tamba, as acting chief. It was not known whether she had "
        "accepted.",
        "## Warning from abroad",
        "The neighbouring republic closed its border in the north and warned that it would not let an armed conflict spill "
        "over. The regional bloc called for an emergency meeting of foreign ministers in the coming days.",
        "Students said that they would stay in the lecture halls until the government releases their leader, Amina Sarr, who "
        "was arrested on Saturday. A lawyer for her family said she had not been charged.",
        "In the afternoon shops in the capital were shut and few cars could be seen. Soldiers guarded the television station "
        "but let staff go in and out.",
    ),
    _story(
        "gas-pledge",
        "Eastern bloc pledges gas for winter, with conditions",
        "Tomas Kalnin",
        "2009-01-14",
        "The offer comes with a demand that the caretaker cabinet may not be able to meet.",
        "Four countries of the Eastern bloc pledged on Wednesday to deliver gas to Lower Dravia until the end of March, "
        "provided that the caretaker cabinet repays half of an old debt.",
        "The debt, some 90 million dollars, dates from the government of Josip Rehn, who fled the country in December after "
        "a month of protests. His successor said there was not enough in the treasury to pay it at once.",
        "“It is a generous offer that we cannot afford,” the caretaker prime minister, Vera Malik, told parliament. She asked "
        "the bloc to accept payment in three parts.",
        "Flats in the capital have been without heating for nine days. Schools are closed, and the army has set up tents with "
        "stoves in five districts.",
        "The opposition Union of the Valley accused Ms. Malik of negotiating too late and threatened to bring a motion of no "
        "confidence next week. It holds 41 of the 100 seats.",
        "Engineers were checking the pipeline on Wednesday night. If an agreement is reached, gas could flow again within "
        "two days, the state company said.",
    ),
    _story(
        "mayor-returns",
        "Ousted mayor returns to Port Selim under guard of villagers",
        "Karim Yusupov",
        "2010-06-04",
        "Police looked on as several hundred people led him into the town hall.",
        "The mayor of Port Selim, removed by the provincial governor in May, returned to his office on Friday with several "
        "hundred villagers, who pushed past a line of policemen at the gate.",
        "Nobody was hurt. The police commander said that he had only thirty men and no order to use force.",
        "Mayor Daud Rasil said that he had been elected and would leave when he was voted out. “The governor has a stamp. I "
        "have eleven thousand votes,” he said from a balcony.",
        "The governor, Henrik Sol, declared the return illegal and asked the ministry of the interior for reinforcements. A "
        "spokeswoman for the ministry said that the matter was being examined.",
        "Mr. Rasil was dismissed after he refused to hand over land near the port to a company in which, according to local "
        "newspapers, a brother of the governor has a share. The governor denies this.",
        "By the evening the crowd had become smaller. Women brought bread and soup to those who had decided to spend the "
        "night on the steps.",
    ),
    _story(
        "coalition-splits",
        "Farmers' party leaves coalition over reform of water rights",
        "Anna Castell",
        "2013-09-17",
        "The government is left with 58 of 120 seats.",
        "The Farmers' Party left the governing coalition on Tuesday and withdrew its three ministers, leaving Prime Minister "
        "Nils Orban with 58 of 120 seats.",
        "The party had demanded that a law which puts wells under the control of the state be taken back. The prime minister "
        "offered to delay it by a year, which the farmers rejected as a trick.",
        "## Search for a majority",
        "Mr. Orban said he would not step down and would look for support bill by bill. He met the leader of the Greens, "
        "Sofia Brandt, for an hour in the evening.",
        "Ms. Brandt told reporters that her party would never enter a government under Mr. Orban, but that it might let a "
        "budget pass if the law on wells stays as it is.",
        "The president has the right to dissolve parliament if no government has a majority for sixty days. His office said "
        "only that he was following events.",
        "Tractors blocked two motorways in the south for a second day. Police removed one blockade near the town of Almera "
        "and arrested five people.",
    ),
    _story(
        "prison-amnesty",
        "Parliament votes for amnesty; hundreds wait at prison gates",
        "Joao Ferraz",
        "2014-02-26",
        "The law needs the signature of a president who has said he will not sign.",
        "Parliament in Costa Verena passed an amnesty for prisoners held since last year's unrest on Wednesday, by 71 votes "
        "to 60.",
        "Several hundred relatives waited in the rain outside the prison of San Telmo, where most of the 214 prisoners are "
        "held. Some had brought clothes and shoes.",
        "President Luis Arrago has said that he will not sign a law that frees people who burned the archive of the ministry "
        "of finance. Parliament can overrule him with 80 votes.",
        "“We are nine votes short, and we shall find them,” said Carla Mendes of the Civic Movement, who drafted the law.",
        "Two deputies of the president's own party voted for the amnesty. One of them, Pedro Salas, said his nephew was among "
        "the prisoners and that he would vote in the same way again.",
        "The public prosecutor promised on Wednesday to release all prisoners under the age of eighteen by the end of the "
        "week, whatever becomes of the law. There are twelve of them.",
    ),
    _story(
        "bridge-checkpoint",
        "Militia hands over bridge to peacekeepers after three weeks",
        "Elise Novak, Ahmed Tal",
        "2015-05-11",
        "The road between the two halves of the city is open again.",
        "A militia that had held the middle bridge in Karsova for three weeks handed it over to peacekeepers on Monday and "
        "withdrew its fighters to the eastern bank.",
        "The first buses crossed at noon. Passengers clapped, and a driver stopped in the middle to photograph the river.",
        "The agreement was negotiated by two former judges, one from each side of the city. It provides for the exchange of "
        "31 prisoners by Friday and for a joint police station on the bridge.",
        "The militia's commander, known only as Falcon, said that his men would come back if a single family was driven out "
        "of the eastern districts. The mayor of the western part called that a threat and said he would not comment on it.",
        "## What is left open",
        "Nothing has been agreed about the power station, which both sides claim. Technicians of both sides have kept it "
        "running together throughout the fighting.",
        "Peacekeepers have counted 260 violations of the cease-fire since March. In the last week there were none.",
    ),
    _story(
        "radio-closed",
        "Ministry shuts last independent radio station in the valley",
        "Nadia Orlova",
        "2010-02-19",
        "Listeners heard a song, then nothing.",
        "The ministry of communication closed Radio Meridian on Friday, the last station in the valley that belonged neither "
        "to the state nor to a relative of the governor.",
        "Officials came during the noon news with a document that withdrew the licence for technical reasons. The presenter "
        "read it out, played a song and switched off the microphone.",
        "The editor, Pavel Strand, said that the station had been asked a week ago to stop reporting on the miners' hunger "
        "strike and had refused. The ministry denied any connection.",
        "The hunger strike is in its third week. Doctors have taken four of the nineteen miners to hospital, one of them "
        "against his will.",
        "An association of journalists in the capital condemned the decision and said it would go to court. The embassies of "
        "three countries asked for an explanation.",
        "About two hundred people gathered outside the studio in the evening. They had brought transistor radios, which they "
        "held up without a word.",
    ),
    _story(
        "border-talks",
        "Foreign ministers agree to reopen two crossings before harvest",
        "Clara Winter",
        "2016-07-05",
        "A third crossing stays shut, and with it the road to the market.",
        "The foreign ministers of Arvenia and Tolm agreed on Tuesday to reopen two of the three border crossings that have "
        "been closed since the shooting of a customs officer in April.",
        "Trucks with fruit and vegetables may pass from Monday. Travellers on foot will have to wait until August, when a "
        "joint commission is to have finished its report on the shooting.",
        "The third crossing, at Stara Gora, remains closed at the request of Tolm. Its foreign minister, Milan Petrak, said "
        "the guards there had been threatened by villagers from the other side.",
        "Farmers in Arvenia criticised the agreement. “The market is at Stara Gora. What shall I do at the other two?” said "
        "Agnes Bel, who grows tomatoes near the border.",
        "The ministers did not shake hands in front of the cameras. Officials on both sides said that the talks had been "
        "calm and that a second round was planned for the autumn.",
    ),
    _story(
        "election-recount",
        "Court orders recount in nine districts, opposition ends sit-in",
        "Peter Lindqvist",
        "2017-10-30",
        "The commission has until Sunday to count again.",
        "The constitutional court ordered a recount in nine of forty districts on Monday, and the opposition ended a sit-in "
        "of twelve days before the election commission.",
        "The judges found by five to two that the count had been stopped in these districts before observers were admitted. "
        "They rejected a request to repeat the whole election.",
        "The opposition candidate, Maria Dossa, who lost by 14,000 votes according to the first result, called the decision "
        "half a victory. She asked her supporters to go home and to come back on Sunday.",
        "President Aldo Kern said he respected the court. His campaign manager described the recount as a waste of time and "
        "predicted that the difference would grow.",
        "## Tents are taken down",
        "On the square before the commission people rolled up their tents on Monday evening. Cleaners of the city helped "
        "them, and somebody left flowers at the door of the building.",
        "The commission has until Sunday at noon to publish its figures. Observers of two foreign organisations are to be "
        "present in every district.",
    ),
    _story(
        "minister-defects",
        "Minister of health crosses to opposition on live television",
        "Olga Renn, Victor Bane",
        "2011-08-23",
        "He took the microphone at a press conference on hospitals.",
        "The minister of health of Montara, Boris Haan, announced on live television on Tuesday that he was joining the "
        "opposition, in the middle of a press conference on new hospitals.",
        "“There are no new hospitals,” he said, closed the folder in front of him and took off the badge of the ruling "
        "Unity Party. The broadcast was interrupted a few seconds later.",
        "The government said that Mr. Haan was ill and had been relieved of his duties. The opposition Forum welcomed him and "
        "said he would speak at its rally in the port on Saturday.",
        "He is the fourth minister to leave the cabinet since June, when the price of bread was doubled. None of the others "
        "has joined another party.",
        "Police searched his ministry in the evening and took away computers. His driver and two secretaries were questioned "
        "and let go.",
    ),
    _story(
        "aid-convoy",
        "Aid convoy reaches besieged mining town after two failed attempts",
        "Daniel Mbeki",
        "2018-12-12",
        "Eighteen trucks with flour and medicine passed the last checkpoint at noon.",
        "A convoy of eighteen trucks reached the besieged town of Kolwa on Wednesday with flour, blankets and medicine for "
        "about forty days, the relief agency that sent it said.",
        "Two earlier convoys had been turned back, one by government troops and one by rebels of the Highland Front. This "
        "time both had agreed not to search the trucks.",
        "Residents lined the road in silence. “We did not cheer, because last week they came as far as the bridge and turned "
        "around,” said a teacher who gave her name as Esther.",
        "A colonel of the government troops said that the road would stay open until Saturday evening. The Highland Front "
        "offered to extend the pause by a month if its wounded may be taken to a hospital.",
        "The town of 26,000 people has been cut off since September. Its mines, which produce most of the country's copper, "
        "have stood still since then.",
    ),
)
